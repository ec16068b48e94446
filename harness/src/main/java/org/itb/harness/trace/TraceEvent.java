package org.itb.harness.trace;

/**
 * What can change between two lines of a stream. The order here is the order in which several changes of one step
 * are written: the cause first, then the mode, the bolus and the rate that follow from it, the alarms and, last, the
 * sound.
 */
public enum TraceEvent {
    /** The kernel went through a reset. */
    RESET,
    /** A tick that the kernel does not believe (SR-52). */
    TICK_ANOMALY,
    /** The delivery mode changed. */
    MODE,
    /** A running bolus was cancelled (SR-20). */
    BOLUS_CANCELLED,
    /** A bolus came to its programmed end (SR-19). */
    BOLUS_END,
    /** A bolus began. */
    BOLUS_START,
    /** The output changed, or its parts did. */
    RATE,
    /** An alarm went; the record names it. */
    ALARM_OFF,
    /** An alarm came; the record names it. */
    ALARM_ON,
    /** The pump sounded, or its signal changed. */
    SIGNAL
}
