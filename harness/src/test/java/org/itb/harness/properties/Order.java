package org.itb.harness.properties;

import java.util.List;
import org.itb.harness.stream.Command.FlexStep;
import org.itb.kernel.Kind;
import org.itb.kernel.SafetyKernel;

/** One message or sensed event, as the kernel gets it; {@link #kind()} is a number of {@link Kind}. */
sealed interface Order {
    int kind();

    /** Gives the order to a kernel that has admitted it; returns the kernel's reply. */
    int on(SafetyKernel kernel);

    record Bare(int kind) implements Order {
        @Override
        public int on(SafetyKernel kernel) {
            return switch (kind) {
                case Kind.OPEN_SESSION -> kernel.openSession();
                case Kind.CLOSE_SESSION -> kernel.closeSession();
                case Kind.INTERROGATE -> kernel.interrogate();
                case Kind.ABORT -> kernel.abort();
                case Kind.STAGE_STOP -> kernel.stageStop();
                case Kind.STAGE_MIN_RATE -> kernel.stageMinRate();
                case Kind.STAGE_RESUME -> kernel.stageResume();
                case Kind.PATIENT_BOLUS_REQUEST -> kernel.requestPatientBolus();
                case Kind.PATIENT_STATUS -> kernel.patientStatus();
                case Kind.MRI_BEGIN -> kernel.beginMri();
                case Kind.MRI_END -> kernel.endMri();
                case Kind.FIELD_DETECTED -> kernel.detectField();
                case Kind.FIELD_CLEARED -> kernel.clearField();
                case Kind.MOTOR_STALL -> kernel.motorStall();
                case Kind.MOTOR_RECOVERED -> kernel.motorRecovered();
                case Kind.SENSOR_FAULT -> kernel.sensorFault();
                default -> throw new IllegalArgumentException("no bare order: " + kind);
            };
        }
    }

    /** A continuous basal is a day of one step. */
    record StageProgram(List<FlexStep> steps, long concentrationUgPerMl, long statedNgPerDay) implements Order {
        @Override
        public int kind() {
            return steps.size() == 1 ? Kind.STAGE_CONTINUOUS : Kind.STAGE_FLEX;
        }

        @Override
        public int on(SafetyKernel kernel) {
            if (steps.size() == 1) {
                return kernel.stageContinuous(steps.get(0).rateNlPerH(), concentrationUgPerMl, statedNgPerDay);
            }
            kernel.clearFlexSteps();
            steps.forEach(step -> kernel.addFlexStep(step.startMs(), step.rateNlPerH()));
            return kernel.stageFlex(concentrationUgPerMl, statedNgPerDay);
        }
    }

    record StageBolus(long volumeNl, long durationMs) implements Order {
        @Override
        public int kind() {
            return Kind.STAGE_CLIN_BOLUS;
        }

        @Override
        public int on(SafetyKernel kernel) {
            return kernel.stageClinicianBolus(volumeNl, durationMs);
        }
    }

    record StagePatientBolus(long volumeNl, long durationMs, long lockoutMs, long countPer24h) implements Order {
        @Override
        public int kind() {
            return Kind.STAGE_PTM;
        }

        @Override
        public int on(SafetyKernel kernel) {
            return kernel.stagePatientBolus(volumeNl, durationMs, lockoutMs, countPer24h);
        }
    }

    record StageLimit(long limitNgPerDay) implements Order {
        @Override
        public int kind() {
            return Kind.STAGE_LIMITS;
        }

        @Override
        public int on(SafetyKernel kernel) {
            return kernel.stageLimits(limitNgPerDay);
        }
    }

    record StageProfile(int origin, int age, int phase) implements Order {
        @Override
        public int kind() {
            return Kind.STAGE_PROFILE;
        }

        @Override
        public int on(SafetyKernel kernel) {
            return kernel.stageProfile(origin, age, phase);
        }
    }

    record StageRefill(long aspiratedNl, long filledNl, long concentrationUgPerMl, long labelUgPerMl) implements Order {
        @Override
        public int kind() {
            return Kind.STAGE_REFILL;
        }

        @Override
        public int on(SafetyKernel kernel) {
            return kernel.stageRefill(aspiratedNl, filledNl, concentrationUgPerMl, labelUgPerMl);
        }
    }

    record StageChange(long aspiratedNl, long filledNl, long concentrationUgPerMl, long labelUgPerMl, long pathVolumeNl,
            boolean bridge, boolean rinse) implements Order {
        @Override
        public int kind() {
            return Kind.STAGE_CONC_CHANGE;
        }

        @Override
        public int on(SafetyKernel kernel) {
            return kernel.stageConcentrationChange(aspiratedNl, filledNl, concentrationUgPerMl, labelUgPerMl, pathVolumeNl, bridge, rinse);
        }
    }

    record StagePriming(long volumeNl, long durationMs, long tokenId) implements Order {
        @Override
        public int kind() {
            return Kind.STAGE_PRIMING;
        }

        @Override
        public int on(SafetyKernel kernel) {
            return kernel.stagePriming(volumeNl, durationMs, tokenId);
        }
    }

    record StageRestore(long rateNlPerH, boolean whole) implements Order {
        @Override
        public int kind() {
            return Kind.STAGE_RESTORE;
        }

        @Override
        public int on(SafetyKernel kernel) {
            return kernel.stageRestore(rateNlPerH, whole);
        }
    }

    record StageRestart(long rateNlPerH, boolean whole) implements Order {
        @Override
        public int kind() {
            return Kind.STAGE_RESTART;
        }

        @Override
        public int on(SafetyKernel kernel) {
            return kernel.stageRestart(rateNlPerH, whole);
        }
    }

    /** The second phase of {@code staged}, with the digest that the kernel returned for it. */
    record Confirm(Order staged, long digest, boolean soft, boolean reduce, boolean restart) implements Order {
        @Override
        public int kind() {
            return Kind.CONFIRM;
        }

        @Override
        public int on(SafetyKernel kernel) {
            return kernel.confirm(digest, soft, reduce, restart);
        }
    }

    record SetRtc(long rtcMs) implements Order {
        @Override
        public int kind() {
            return Kind.SET_RTC;
        }

        @Override
        public int on(SafetyKernel kernel) {
            return kernel.setRtc(rtcMs);
        }
    }

    record PauseAlarm(int alarm, long durationMs) implements Order {
        @Override
        public int kind() {
            return Kind.ALARM_PAUSE;
        }

        @Override
        public int on(SafetyKernel kernel) {
            return kernel.pauseAlarm(alarm, durationMs);
        }
    }

    record ClearAlarm(int alarm) implements Order {
        @Override
        public int kind() {
            return Kind.ALARM_CLEAR;
        }

        @Override
        public int on(SafetyKernel kernel) {
            return kernel.clearAlarm(alarm);
        }
    }

    record Tick(long dtMs, long rtcMs) implements Order {
        @Override
        public int kind() {
            return Kind.TICK;
        }

        @Override
        public int on(SafetyKernel kernel) {
            return kernel.tick(dtMs, rtcMs);
        }
    }

    record Flow(long deltaNl) implements Order {
        @Override
        public int kind() {
            return Kind.FLOW_CONFIRM;
        }

        @Override
        public int on(SafetyKernel kernel) {
            return kernel.confirmFlow(deltaNl);
        }
    }

    record Battery(long batteryMv) implements Order {
        @Override
        public int kind() {
            return Kind.BATTERY;
        }

        @Override
        public int on(SafetyKernel kernel) {
            return kernel.battery(batteryMv);
        }
    }

    record MemoryError(long copy) implements Order {
        @Override
        public int kind() {
            return Kind.MEM_ERROR;
        }

        @Override
        public int on(SafetyKernel kernel) {
            return kernel.memoryError(copy);
        }
    }

    record Reset(int cause) implements Order {
        @Override
        public int kind() {
            return Kind.RESET;
        }

        @Override
        public int on(SafetyKernel kernel) {
            return kernel.reset(cause);
        }
    }
}
