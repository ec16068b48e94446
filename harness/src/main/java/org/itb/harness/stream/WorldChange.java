package org.itb.harness.stream;

/**
 * A change of the world, which the kernel can only sense (D-52).
 */
public sealed interface WorldChange {

    /** The word after {@code world}, as in {@code MOTOR_STALL}. */
    String word();

    /** The rotor stands still, whatever is commanded. */
    record MotorStall() implements WorldChange {
        @Override
        public String word() {
            return "MOTOR_STALL";
        }
    }

    /** The rotor turns again. */
    record MotorFree() implements WorldChange {
        @Override
        public String word() {
            return "MOTOR_FREE";
        }
    }

    /** The motor delivers {@code gainPerMille} / 1000 of what is commanded; 0 … 100,000. */
    record MotorGain(long gainPerMille) implements WorldChange {
        /** A hundredfold runaway: beyond that, the rule that stops it has long been shown. */
        public static final long GAIN_MAX_PER_MILLE = 100_000;

        @Override
        public String word() {
            return "MOTOR_GAIN";
        }
    }

    /** A scanner's field: the rotor stands still in it, and the field sensor tells at once (D-52). */
    record MriFieldOn() implements WorldChange {
        @Override
        public String word() {
            return "MRI_FIELD_ON";
        }
    }

    /** The field is gone: the rotor may turn again, and the field sensor tells at once. */
    record MriFieldOff() implements WorldChange {
        @Override
        public String word() {
            return "MRI_FIELD_OFF";
        }
    }

    /** The battery now gives {@code batteryMv}. */
    record Battery(long batteryMv) implements WorldChange {
        @Override
        public String word() {
            return "BATTERY";
        }
    }

    /** The pump restarts. */
    record Reset(ResetCause cause) implements WorldChange {
        @Override
        public String word() {
            return "RESET";
        }
    }

    /** Bits of the kept image turn over, in one copy or in both. */
    record Corrupt(MemoryCopy copy) implements WorldChange {
        @Override
        public String word() {
            return "CORRUPT";
        }
    }

    /** The real-time clock jumps by {@code jumpMs}, back if negative. */
    record RtcJump(long jumpMs) implements WorldChange {
        @Override
        public String word() {
            return "RTC_JUMP";
        }
    }

    /** The flow sensor fails: no flow is confirmed any more. */
    record FlowSensorLost() implements WorldChange {
        @Override
        public String word() {
            return "FLOW_SENSOR_LOST";
        }
    }

    /** The flow sensor works again. What flowed meanwhile stays unseen. */
    record FlowSensorBack() implements WorldChange {
        @Override
        public String word() {
            return "FLOW_SENSOR_BACK";
        }
    }
}
