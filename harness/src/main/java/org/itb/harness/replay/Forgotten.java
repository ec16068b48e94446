package org.itb.harness.replay;

import org.itb.kernel.SafetyKernel;

/** What kernels counted whose memory was lost: a trace counts from time 0 and never starts again (D-58). */
final class Forgotten {
    long commandedNl;
    long confirmedNl;
    long annunciations;
    long startedBoluses;
    long cancelledBoluses;
    long timeAnomalies;
    long resets;

    /** A kernel of which nothing is left; a bolus that it was giving is cancelled. */
    void add(SafetyKernel lost) {
        commandedNl += lost.commandedNl();
        confirmedNl += lost.confirmedNl();
        annunciations += lost.annunciations();
        startedBoluses += lost.startedBoluses();
        cancelledBoluses += lost.cancelledBoluses() + (lost.bolusNlPerH() > 0 ? 1 : 0);
        timeAnomalies += lost.timeAnomalies();
        resets += lost.resets();
    }
}
