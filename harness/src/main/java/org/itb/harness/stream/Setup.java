package org.itb.harness.stream;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The state at time 0. What the stream leaves out has the default of D-54.
 *
 * @param deviceId             the pump's id
 * @param capacityNl           size of the reservoir
 * @param fillNl               what is in it
 * @param concentrationUgPerMl of the drug in it
 * @param pathVolumeNl         tubing and catheter, from the reservoir to the tip
 * @param origin               where the spasticity comes from
 * @param age                  age class
 * @param phase                phase of therapy
 * @param patientLimitNgPerDay the patient's own daily limit
 * @param screeningDoseNg      the effective screening dose
 * @param rateNlPerH           the rate that runs; empty: a new pump that has never run
 * @param rateSinceMs          age of that rate
 * @param firstStartSinceMs    age of the first start
 * @param rtcMs                the real-time clock
 * @param ageMs                age of the pump
 * @param batteryMv            battery voltage
 * @param patientBolus         settings of the patient's bolus; empty: not enabled
 */
public record Setup(
        String deviceId,
        long capacityNl,
        long fillNl,
        long concentrationUgPerMl,
        long pathVolumeNl,
        Origin origin,
        Age age,
        Phase phase,
        long patientLimitNgPerDay,
        long screeningDoseNg,
        OptionalLong rateNlPerH,
        long rateSinceMs,
        long firstStartSinceMs,
        long rtcMs,
        long ageMs,
        long batteryMv,
        Optional<Command.StagePatientBolus> patientBolus) { }
