package org.itb.kernel;

/**
 * Every number that bounds therapy, in one place: P01 … P39. The unit stands last in each name. Sources and
 * the reasons for each value are in specs/requirements.
 */
public final class Parameters {
    /** P01: the smallest rate of a program. */
    public static final int RATE_MIN_RUN_NL_PER_H = 2000;
    /** P02: minimum-rate mode; keeps the catheter open and is not therapy. */
    public static final int RATE_MIN_MODE_NL_PER_H = 250;
    /** P03: the largest rate of basal and bolus together. */
    public static final int RATE_MAX_NL_PER_H = 1000000;
    /** P04: the three legal concentrations. */
    public static final int CONC_LOW_UG_PER_ML = 500;
    public static final int CONC_MIDDLE_UG_PER_ML = 1000;
    public static final int CONC_HIGH_UG_PER_ML = 2000;
    /** P05: a daily dose above this needs the SOFT override. */
    public static final int DAILY_SOFT_NG = 1000000;
    /** P06: no daily dose above this, whatever the override. */
    public static final int DAILY_HARD_ADULT_NG = 2100000;
    public static final int DAILY_HARD_CHILD_NG = 1200000;
    /** P07: the bound of the type, above every dose that can be in force. */
    public static final int DAILY_ABS_NG = 5000000;
    /** P08: no rolling hour above this. */
    public static final int HOUR_HARD_NG = 150000;
    /** P10: between two increases, and after the first start. */
    public static final int STEP_SPACING_MS = 86400000;
    /** P11: a decrease beyond this needs the REDUCE override. */
    public static final int STEP_DOWN_PERCENT = 20;
    /** P12: the largest clinician bolus. */
    public static final int CLINICIAN_BOLUS_MAX_NG = 100000;
    /** P13, P14, P15: the patient's bolus; a lockout of at most the 24 days that an int of ms holds (K-24). */
    public static final int PATIENT_BOLUS_MAX_NG = 50000;
    public static final int LOCKOUT_MIN_MS = 3600000;
    public static final int LOCKOUT_MAX_MS = 2147483647;
    public static final int COUNT24_MAX = 8;
    /** P16: how long a bolus may take. */
    public static final int BOLUS_DURATION_MIN_MS = 60000;
    public static final int BOLUS_DURATION_MAX_MS = 43200000;
    /** P17: steps of a flex day. */
    public static final int FLEX_STEPS_MAX = 13;
    /** P19, P20: reservoir low and empty. */
    public static final int RESERVOIR_LOW_NL = 2000000;
    public static final int RESERVOIR_EMPTY_NL = 1000000;
    /** The largest reservoir that is built. */
    public static final int CAPACITY_MAX_NL = 40000000;
    /** P21: the pump's accuracy. */
    public static final int ACCURACY_PER_MILLE = 145;
    /** P22, P23: elective replacement to end of service, and the service life. */
    public static final long ERI_TO_EOS_MS = 7776000000L;
    public static final long SERVICE_MAX_MS = 220838400000L;
    /** P24, P25: how often an alarm sounds again. */
    public static final int CRITICAL_REPEAT_MS = 600000;
    public static final int NONCRITICAL_REPEAT_MS = 3600000;
    /** P26: how long a sound may be paused. */
    public static final int CRITICAL_PAUSE_MAX_MS = 3600000;
    public static final int NONCRITICAL_PAUSE_MAX_MS = 86400000;
    /** P27: a stop becomes critical. */
    public static final int STOP_ESCALATE_MS = 43200000;
    /** A19 becomes critical. */
    public static final int SENSOR_ESCALATE_MS = 3600000;
    /** P28: commanded without progress. */
    public static final int STALL_DEFICIT_NL = 2000;
    public static final int STALL_DEFICIT_MS = 60000;
    /** P29: slack of the flow windows. */
    public static final int FLOW_SLACK_NL = 2000;
    /** P30: a gap in therapy after which the full dose is dangerous. */
    public static final int RESTART_GAP_MS = 172800000;
    /** P31, P32: an idle session closes, a stage expires. */
    public static final int SESSION_IDLE_MS = 300000;
    public static final int STAGE_TTL_MS = 120000;
    /** P33: the longest credible tick. */
    public static final int TICK_MAX_MS = 60000;
    /** P34: real-time clock tolerance for each started day. */
    public static final int RTC_TOLERANCE_MS = 60000;
    /** P35: how long the check after MRI may wait before it is critical. */
    public static final int POST_MRI_CHECK_MS = 86400000;
    /** SR-37: what must flow after MRI to show that the pump delivers. */
    public static final int POST_MRI_FLOW_NL = 2000;
    /** P38: battery voltage at which replacement is due. */
    public static final int BATTERY_ERI_MV = 2600;
    /** P18: tubing alone, and tubing with the longest catheter: no path is shorter or longer. */
    public static final int PATH_MIN_NL = 140000;
    public static final int PATH_MAX_NL = 580000;
    /** P36: how long the patient is watched, without boluses of his own, after a priming. */
    public static final int MONITOR_MS = 28800000;
    /** Priming tokens are numbered from 1 to this. */
    public static final long TOKEN_MAX_COUNT = 1000000000000000L;
    /** P37: so far on either side of a front the drugs may have mixed. */
    public static final int FRONT_MARGIN_NL = 50000;
    /** SR-10: no first start above this, however large the screening dose. */
    public static final int FIRST_START_MAX_NG = 200000;
    public static final int SCREENING_LOWEST_NG = 50000;
    /** SR-29: slack of a refill's aspirated volume. */
    public static final int REFILL_SLACK_NL = 1000000;
    /** SR-55: how long a reset holds delivery at the verified basal. */
    public static final int RESET_HOLD_MS = 10000;
    /** A day and an hour. */
    public static final int DAY_MS = 86400000;
    public static final int HOUR_MS = 3600000;
    /** The kernel's clock stands still here: three centuries, far beyond any pump's end of service. */
    public static final long TIME_MAX_MS = 10000000000000L;

    /*@ private normal_behavior
      @   ensures true;
      @   assignable \nothing;
      @*/
    private Parameters() { }
}
