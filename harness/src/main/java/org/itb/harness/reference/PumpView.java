package org.itb.harness.reference;

import java.util.SortedSet;

/**
 * What the world may see of a pump at one instant.
 *
 * @param mode                   {@code RUN HOLD MIN STOP}
 * @param rateNlPerH             total output
 * @param basalNlPerH            output without the bolus
 * @param bolusNlPerH            the bolus's part; 0: none is running
 * @param alarms                 the active alarms
 * @param criticalAlarms         those of them that are critical now
 * @param signal                 {@code NONE NONCRITICAL CRITICAL}
 * @param signalAlarm            which alarm sounds; 0: none
 * @param annunciations          how often an alarm has sounded since time 0
 * @param commandedNl            since time 0
 * @param confirmedNl            since time 0
 * @param reservoirNominalNl     what the commands leave
 * @param reservoirPessimisticNl what is surely left
 * @param concentrationUgPerMl   of the drug
 * @param programPgPerDay        the program's day, rounded up; 0 before the first start
 * @param patientLimitNgPerDay   never above P06
 * @param isSessionOpen          whether a clinician's session is open
 * @param startedBoluses         since time 0
 * @param cancelledBoluses       those that did not reach their programmed end
 * @param deniedBoluses          the patient's requests that were refused
 * @param timeAnomalies          ticks longer than P33
 * @param resets                 since time 0
 * @param nowMs                  since time 0
 */
public record PumpView(
        String mode,
        long rateNlPerH,
        long basalNlPerH,
        long bolusNlPerH,
        SortedSet<Integer> alarms,
        SortedSet<Integer> criticalAlarms,
        String signal,
        int signalAlarm,
        long annunciations,
        long commandedNl,
        long confirmedNl,
        long reservoirNominalNl,
        long reservoirPessimisticNl,
        long concentrationUgPerMl,
        long programPgPerDay,
        long patientLimitNgPerDay,
        boolean isSessionOpen,
        long startedBoluses,
        long cancelledBoluses,
        long deniedBoluses,
        long timeAnomalies,
        long resets,
        long nowMs) { }
