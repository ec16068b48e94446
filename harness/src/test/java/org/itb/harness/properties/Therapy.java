package org.itb.harness.properties;

import java.util.List;
import java.util.stream.Collectors;

/** A pump and what happens to it, in order. */
record Therapy(Setup setup, List<Action> actions) {
    /** Plays the therapy before the watches; returns the pump at its end. */
    PumpUnderTest play(Watch... watches) {
        PumpUnderTest pump = new PumpUnderTest(setup, watches);
        actions.forEach(action -> action.on(pump));
        return pump;
    }

    @Override
    public String toString() {
        return actions.stream().map(action -> "\n    " + action).collect(Collectors.joining("", setup.toString(), ""));
    }
}
