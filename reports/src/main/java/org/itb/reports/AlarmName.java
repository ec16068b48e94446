package org.itb.reports;

/** The twenty alarms in words a reader knows, with how each one ends. The conditions are in specs/requirements. */
enum AlarmName {
    A01("motor stall", "becomes A02 on recovery"),
    A02("stall recovered", "latched until a clinician interrogates"),
    A03("over-delivery", "latched until a clinician clears it"),
    A04("reservoir low", "ends with a refill"),
    A05("reservoir empty", "latched until refill and a clinician's clear"),
    A06("replacement due", "permanent"),
    A07("end of service", "permanent"),
    A08("low-battery reset", "latched until a clinician clears it"),
    A09("stopped or reduced", "ends when therapy resumes; critical after 12 h stopped"),
    A10("memory lost", "latched until re-programmed"),
    A11("memory repaired", "latched until a clinician clears it"),
    A12("unexpected reset", "latched until a clinician clears it"),
    A13("refill discrepancy", "latched until a clinician's two steps"),
    A14("time anomaly", "latched until the clock is set and a clinician clears it"),
    A15("access attack", "latched until a clinician clears it"),
    A16("bridge lost", "latched until a clinician clears it"),
    A17("MRI check due", "until interrogated and flow is confirmed"),
    A18("restart after gap", "latched until the restart is confirmed"),
    A19("flow sensor lost", "latched until a clinician clears it; critical after 1 h"),
    A20("kernel fault", "latched until a clinician clears it");

    private final String words;
    private final String ending;

    AlarmName(String words, String ending) {
        this.words = words;
        this.ending = ending;
    }

    String words() {
        return words;
    }

    String ending() {
        return ending;
    }
}
