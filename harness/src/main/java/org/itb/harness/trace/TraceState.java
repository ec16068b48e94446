package org.itb.harness.trace;

import java.util.List;

/**
 * What the kernel shows at one instant, as a trace records it.
 *
 * @param mode                     {@code RUN HOLD MIN STOP}
 * @param rateNlPerH               total output
 * @param basalNlPerH              output without the bolus
 * @param bolusNlPerH              the bolus's part; 0: none is running
 * @param alarms                   the active alarms, {@code A01} first
 * @param criticalAlarms           those of them that are critical now; in the object only, not in the file
 * @param signal                   {@code NONE NONCRITICAL CRITICAL}
 * @param commandedNl              commanded since time 0
 * @param deliveredNl              confirmed since time 0
 * @param reservoirNominalNl       fill less the commanded volume
 * @param reservoirPessimisticNl   what is left if the pump delivered as much as its accuracy allows
 * @param concentrationUgPerMl     concentration in the pump
 * @param programNgPerDay          24 h dose of the program in force, rounded up
 * @param patientLimitNgPerDay     the patient's limit, at most P06; in the object only, not in the file
 */
public record TraceState(
        String mode,
        int rateNlPerH,
        int basalNlPerH,
        int bolusNlPerH,
        List<String> alarms,
        List<String> criticalAlarms,
        String signal,
        long commandedNl,
        long deliveredNl,
        long reservoirNominalNl,
        long reservoirPessimisticNl,
        int concentrationUgPerMl,
        long programNgPerDay,
        long patientLimitNgPerDay) {

    public TraceState {
        alarms = List.copyOf(alarms);
        criticalAlarms = List.copyOf(criticalAlarms);
    }
}
