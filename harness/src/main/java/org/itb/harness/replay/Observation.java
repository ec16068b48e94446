package org.itb.harness.replay;

import java.util.ArrayList;
import java.util.List;
import org.itb.harness.stream.KernelNames;
import org.itb.harness.trace.TraceState;
import org.itb.kernel.Alarm;
import org.itb.kernel.SafetyKernel;

/**
 * What the kernel showed at one instant. Two of these are filled in turn, so that a quiet tick allocates nothing.
 */
final class Observation {
    int mode;
    int rateNlPerH;
    int basalNlPerH;
    int bolusNlPerH;
    /** Bit 0 is A01. */
    int alarms;
    int signal;
    long annunciations;
    long startedBoluses;
    long cancelledBoluses;
    long timeAnomalies;
    long resets;

    void take(SimulatedPump pump) {
        SafetyKernel kernel = pump.kernel();
        Forgotten forgotten = pump.forgotten();
        mode = kernel.mode();
        rateNlPerH = kernel.rateNlPerH();
        basalNlPerH = kernel.basalNlPerH();
        bolusNlPerH = kernel.bolusNlPerH();
        alarms = activeAlarms(kernel);
        signal = kernel.signal();
        annunciations = forgotten.annunciations + kernel.annunciations();
        startedBoluses = forgotten.startedBoluses + kernel.startedBoluses();
        cancelledBoluses = forgotten.cancelledBoluses + kernel.cancelledBoluses();
        timeAnomalies = forgotten.timeAnomalies + kernel.timeAnomalies();
        resets = forgotten.resets + kernel.resets();
    }

    /** Boluses that came to their programmed end since {@code before}: those that are neither running nor cancelled. */
    long bolusesEndedSince(Observation before) {
        return (before.bolusNlPerH > 0 ? 1 : 0)
                + (startedBoluses - before.startedBoluses)
                - (cancelledBoluses - before.cancelledBoluses)
                - (bolusNlPerH > 0 ? 1 : 0);
    }

    private static int activeAlarms(SafetyKernel kernel) {
        int active = 0;
        for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
            if (kernel.isAlarmActive(alarm)) {
                active |= 1 << (alarm - 1);
            }
        }
        return active;
    }

    /** The pump's present state as a record. */
    static TraceState stateOf(SimulatedPump pump) {
        SafetyKernel kernel = pump.kernel();
        List<String> active = new ArrayList<>();
        List<String> critical = new ArrayList<>();
        for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
            if (kernel.isAlarmActive(alarm)) {
                active.add(KernelNames.ALARMS.get(alarm - 1));
                if (kernel.isAlarmCritical(alarm)) {
                    critical.add(KernelNames.ALARMS.get(alarm - 1));
                }
            }
        }
        return new TraceState(
                KernelNames.MODES.get(kernel.mode()),
                kernel.rateNlPerH(),
                kernel.basalNlPerH(),
                kernel.bolusNlPerH(),
                active,
                critical,
                KernelNames.SIGNALS.get(kernel.signal()),
                pump.forgotten().commandedNl + kernel.commandedNl(),
                pump.forgotten().confirmedNl + kernel.confirmedNl(),
                kernel.reservoirNominalNl(),
                kernel.reservoirPessimisticNl(),
                kernel.concentrationUgPerMl(),
                roundedUpToNg(kernel.programPgPerDay()),
                kernel.patientLimitNgPerDay());
    }

    private static long roundedUpToNg(long pg) {
        return pg / 1000 + (pg % 1000 > 0 ? 1 : 0);
    }
}
