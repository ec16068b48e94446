package org.itb.harness.quiet;

/** The volume of an even flow after one tick and after every so many more, in turn and without a division each. */
public final class Steps {
    private final long unit;
    private final long wholeNl;
    private final long broken;
    private long nextNl;
    private long carry;

    /** Begins after {@code first} ticks and goes on in steps of {@code every}; see {@link EvenFlow} for the ranges. */
    public Steps(EvenFlow flow, int first, int every) {
        unit = flow.unit();
        wholeNl = flow.load() * every / unit;
        broken = flow.load() * every % unit;
        nextNl = flow.afterNl(first);
        carry = flow.carryAfter(first);
    }

    /** The volume at this step, in nL; the next call tells the one after it. */
    public long nextNl() {
        long toldNl = nextNl;
        nextNl += wholeNl;
        carry += broken;
        if (carry >= unit) {
            carry -= unit;
            nextNl++;
        }
        return toldNl;
    }
}
