package org.itb.kernel;

/**
 * The kernel's typed replies, numbered in the order in which they are checked (D-40): of several
 * reasons to refuse, the first is answered, so that replies are deterministic.
 */
public final class Reply {
    /** Accepted: the command took effect at once. */
    public static final int OK = 0;
    /** The message names another pump (SR-46). */
    public static final int WRONG_DEVICE = 1;
    /** The authenticator's verdict is bad, or the command was not admitted (SR-46). */
    public static final int AUTH = 2;
    /** The sender's role may not give this command (SR-46, SR-47). */
    public static final int ROLE = 3;
    /** A used sequence number with another content (SR-50). */
    public static final int SEQ_CONFLICT = 4;
    /** A sequence number from the past (SR-49). */
    public static final int REPLAY = 5;
    /** A clinician command without an open session (SR-46). */
    public static final int NO_SESSION = 6;
    /** Nothing is staged (SR-51). */
    public static final int NOT_STAGED = 7;
    /** The stage is older than P32 (SR-51); said once. */
    public static final int STAGE_EXPIRED = 8;
    /** The digest is not the staged command's (SR-51). */
    public static final int DIGEST = 9;
    /** A tick that moves time not at all or backwards (SR-52). */
    public static final int TIME = 10;
    /** Not in this delivery mode. */
    public static final int MODE = 11;
    /** An alarm bars the bolus, or its condition is still true (SR-17, SR-43). */
    public static final int ALARM_BLOCK = 12;
    /** A bolus is running (SR-16). */
    public static final int BUSY = 13;
    /** A value outside its range. */
    public static final int BAD_RANGE = 14;
    /** A concentration that is not legal (SR-03) or not the one in the pump. */
    public static final int BAD_CONC = 15;
    /** The label's concentration differs from the stated one (SR-25). */
    public static final int LABEL_MISMATCH = 16;
    /** Priming without its token (SR-22). */
    public static final int PRIMING_TOKEN = 17;
    /** Another concentration needs a bridge or a rinse (SR-25). */
    public static final int BRIDGE_REQUIRED = 18;
    /** The stated daily dose is not the recomputed one (SR-08). */
    public static final int DOSE_MISMATCH = 19;
    /** The daily dose is above the patient's limit or P06 (SR-04). */
    public static final int DOSE_HARD = 20;
    /** The worst hour is above P08 (SR-07). */
    public static final int DOSE_HOUR = 21;
    /** The daily dose is above P05 and the SOFT override is missing (SR-05). */
    public static final int DOSE_SOFT = 22;
    /** An increase too soon after the last or after the first start (SR-10). */
    public static final int STEP_SPACING = 23;
    /** An increase that is too large (SR-09, SR-10, SR-12, SR-35). */
    public static final int STEP_UP = 24;
    /** A decrease above P11 without the REDUCE override (SR-11). */
    public static final int STEP_DOWN = 25;
    /** Inside the patient's lockout (SR-17). */
    public static final int LOCKOUT = 26;
    /** The patient's count in 24 h is used up (SR-17). */
    public static final int COUNT24 = 27;
    /** The boluses counted and a full day of basal would pass the patient's limit (SR-06). */
    public static final int DOSE_WINDOW = 28;
    /** The reservoir may hold too little (SR-30). */
    public static final int RESERVOIR = 29;
    /** The alarm is not active. */
    public static final int NOT_ACTIVE = 30;
    /** The admission's alone, and no answer to a sender: this message was answered before, and is told the same again. */
    public static final int CACHED = 31;

    /*@ private normal_behavior
      @   ensures true;
      @   assignable \nothing;
      @*/
    private Reply() { }
}
