package org.itb.harness.oracle;

import org.itb.kernel.Alarm;
import org.itb.kernel.SafetyKernel;

/** What a kernel shows at one instant. Two of these are filled in turn, so that a quiet tick allocates nothing. */
final class Outputs {
    int mode;
    long rateNlPerH;
    long basalNlPerH;
    long bolusNlPerH;
    /** Bit 0 is A01. */
    int active;
    int critical;
    int signal;
    int signalAlarm;
    long sounded;

    void take(SafetyKernel kernel) {
        mode = kernel.mode();
        rateNlPerH = kernel.rateNlPerH();
        basalNlPerH = kernel.basalNlPerH();
        bolusNlPerH = kernel.bolusNlPerH();
        int alarms = 0;
        int criticals = 0;
        for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
            if (kernel.isAlarmActive(alarm)) {
                alarms |= bit(alarm);
                criticals |= kernel.isAlarmCritical(alarm) ? bit(alarm) : 0;
            }
        }
        active = alarms;
        critical = criticals;
        signal = kernel.signal();
        signalAlarm = kernel.signalAlarm();
        sounded = kernel.annunciations();
    }

    boolean isActive(int alarm) {
        return (active & bit(alarm)) != 0;
    }

    boolean isSameAs(Outputs other) {
        return mode == other.mode && rateNlPerH == other.rateNlPerH && basalNlPerH == other.basalNlPerH
                && bolusNlPerH == other.bolusNlPerH && active == other.active && critical == other.critical
                && signal == other.signal && signalAlarm == other.signalAlarm && sounded == other.sounded;
    }

    /** The same, and one alarm more that may sound. */
    boolean isSameButFor(int alarm, Outputs other) {
        return mode == other.mode && rateNlPerH == other.rateNlPerH && basalNlPerH == other.basalNlPerH
                && bolusNlPerH == other.bolusNlPerH && active == (other.active | bit(alarm)) && critical == other.critical;
    }

    static int bit(int alarm) {
        return 1 << (alarm - 1);
    }
}
