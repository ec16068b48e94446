package org.itb.harness.properties;

/**
 * The pump at time 0, as commissioned: running, its reservoir full. The patient's bolus is dropped if the kernel does
 * not accept it with this basal.
 */
record Setup(
        int concentrationUgPerMl,
        long rateNlPerH,
        long limitNgPerDay,
        int origin,
        int age,
        int phase,
        Order.StagePatientBolus patientBolus) {
    static final long CAPACITY_NL = 40_000_000;
}
