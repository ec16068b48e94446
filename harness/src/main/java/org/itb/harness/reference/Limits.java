package org.itb.harness.reference;

import java.math.BigInteger;
import java.util.Set;

/** The numbers of parameters.md, copied from there and not from the kernel. */
final class Limits {
    static final long P01_RATE_MIN_RUN_NL_PER_H = 2_000;
    static final long P02_RATE_MIN_MODE_NL_PER_H = 250;
    static final long P03_RATE_MAX_NL_PER_H = 1_000_000;
    static final Set<Long> P04_CONCENTRATIONS_UG_PER_ML = Set.of(500L, 1_000L, 2_000L);
    static final long P04_HIGHEST_UG_PER_ML = 2_000;
    static final long P05_DAILY_SOFT_NG = 1_000_000;
    static final long P06_DAILY_HARD_NG = 2_100_000;
    static final long P06_DAILY_HARD_CHILD_NG = 1_200_000;
    static final long P08_HOUR_HARD_NG = 150_000;
    static final long P10_STEP_SPACING_MS = 86_400_000;
    static final long P11_STEP_DOWN_PERCENT = 20;
    static final long P12_CLINICIAN_BOLUS_MAX_NG = 100_000;
    static final long P13_PATIENT_BOLUS_MAX_NG = 50_000;
    static final long P14_LOCKOUT_MIN_MS = 3_600_000;
    /** K-24. */
    static final long P14_LOCKOUT_MAX_MS = 2_147_483_647;
    static final long P15_COUNT_MAX = 8;
    static final long P16_DURATION_MIN_MS = 60_000;
    static final long P16_DURATION_MAX_MS = 43_200_000;
    static final int P17_FLEX_STEPS_MAX = 13;
    static final long P19_LOW_NL = 2_000_000;
    static final long P20_EMPTY_NL = 1_000_000;
    static final long P21_ACCURACY_PER_MILLE = 145;
    static final long P22_ERI_TO_EOS_MS = 7_776_000_000L;
    static final long P23_SERVICE_MAX_MS = 220_838_400_000L;
    static final long P24_CRITICAL_REPEAT_MS = 600_000;
    static final long P25_NONCRITICAL_REPEAT_MS = 3_600_000;
    static final long P26_PAUSE_MAX_CRITICAL_MS = 3_600_000;
    static final long P26_PAUSE_MAX_NONCRITICAL_MS = 86_400_000;
    static final long P27_STOP_ESCALATE_MS = 43_200_000;
    static final long P28_STALL_NL = 2_000;
    static final long P28_STALL_MS = 60_000;
    static final long P29_SLACK_NL = 2_000;
    static final long P30_RESTART_GAP_MS = 172_800_000;
    static final long P31_SESSION_IDLE_MS = 300_000;
    static final long P32_STAGE_TTL_MS = 120_000;
    static final long P33_TICK_MAX_MS = 60_000;
    static final long P34_RTC_TOLERANCE_MS_PER_DAY = 60_000;
    static final long P35_POST_MRI_CHECK_MS = 86_400_000;
    static final long POST_MRI_FLOW_NL = 2_000;
    static final long P18_PATH_MIN_NL = 140_000;
    static final long P18_PATH_MAX_NL = 580_000;
    static final long P36_MONITOR_MS = 28_800_000;
    static final long P37_FRONT_MARGIN_NL = 50_000;
    static final long P38_BATTERY_ERI_MV = 2_600;

    static final long FIRST_START_MAX_NG = 200_000;
    static final long REFILL_SLACK_NL = 1_000_000;
    static final long RESET_HOLD_MS = 10_000;
    static final long SENSOR_ESCALATE_MS = 3_600_000;

    static final long HOUR_MS = 3_600_000;
    static final long DAY_MS = 86_400_000;

    private Limits() { }

    static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }

    /** A mass of whole ng, in pg (D-17). */
    static BigInteger pg(long ng) {
        return big(ng).multiply(big(1_000));
    }

    static boolean within(long value, long least, long most) {
        return value >= least && value <= most;
    }

    static BigInteger ceilingQuotient(BigInteger dividend, BigInteger divisor) {
        return floorQuotient(dividend.add(divisor).subtract(BigInteger.ONE), divisor);
    }

    static BigInteger floorQuotient(BigInteger dividend, BigInteger divisor) {
        BigInteger[] quotient = dividend.divideAndRemainder(divisor);
        return quotient[1].signum() < 0 ? quotient[0].subtract(BigInteger.ONE) : quotient[0];
    }
}
