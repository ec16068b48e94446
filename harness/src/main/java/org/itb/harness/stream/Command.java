package org.itb.harness.stream;

import java.util.List;
import java.util.OptionalLong;

/**
 * A command or event with its parameters (specs/requirements/messages.md, units in the names). Values are whatever the line says:
 * the kernel judges them and answers with its codes.
 */
public sealed interface Command {

    /** Which command it is. */
    CommandKind kind();

    /** A command without parameters. */
    record Bare(CommandKind kind) implements Command { }

    /** A continuous program. */
    record StageContinuous(long rateNlPerH, long concentrationUgPerMl, long statedNgPerDay) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.STAGE_CONTINUOUS;
        }
    }

    /** One step of a flex day: from {@code startMs} after midnight on, at {@code rateNlPerH}. */
    record FlexStep(long startMs, long rateNlPerH) { }

    /** A program of day parts. */
    record StageFlex(List<FlexStep> steps, long concentrationUgPerMl, long statedNgPerDay) implements Command {
        public StageFlex {
            steps = List.copyOf(steps);
        }

        @Override
        public CommandKind kind() {
            return CommandKind.STAGE_FLEX;
        }
    }

    /** A clinician's bolus. */
    record StageClinicianBolus(long volumeNl, long durationMs) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.STAGE_CLIN_BOLUS;
        }
    }

    /** A refill: what came out, what went in, and what the label on the vial says. */
    record StageRefill(long aspiratedNl, long filledNl, long concentrationUgPerMl, long labelUgPerMl)
            implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.STAGE_REFILL;
        }
    }

    /**
     * A refill with a drug of another concentration: what goes with the old one that is still in the path, a bridge or
     * a rinse, and how much the path holds.
     */
    record StageConcentrationChange(
            long aspiratedNl, long filledNl, long concentrationUgPerMl, long labelUgPerMl, long pathVolumeNl,
            boolean bridge, boolean rinse) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.STAGE_CONC_CHANGE;
        }
    }

    /** A fast filling of an empty path; the token is good once. */
    record StagePriming(long volumeNl, long durationMs, long tokenId) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.STAGE_PRIMING;
        }
    }

    /** Settings of the patient's bolus. */
    record StagePatientBolus(long volumeNl, long durationMs, long lockoutMs, long countPer24h) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.STAGE_PTM;
        }
    }

    /** The patient's own daily limit. */
    record StageLimits(long patientLimitNgPerDay) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.STAGE_LIMITS;
        }
    }

    /** The patient's profile. */
    record StageProfile(Origin origin, Age age, Phase phase) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.STAGE_PROFILE;
        }
    }

    /** Back to an earlier dose; without a rate, to the whole earlier program. */
    record StageRestore(OptionalLong rateNlPerH) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.STAGE_RESTORE;
        }
    }

    /** Restart after a long gap; without a rate, at the whole earlier program. */
    record StageRestart(OptionalLong rateNlPerH) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.STAGE_RESTART;
        }
    }

    /** The second half of a two-phase command; without a digest, with the last one that the kernel returned. */
    record Confirm(OptionalLong digest) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.CONFIRM;
        }
    }

    /** Sets the real-time clock. */
    record SetRtc(long rtcMs) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.SET_RTC;
        }
    }

    /** Pauses an alarm's sound; {@code alarm} is 1 … 20. */
    record AlarmPause(int alarm, long durationMs) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.ALARM_PAUSE;
        }
    }

    /** Clears a latched alarm; {@code alarm} is 1 … 20. */
    record AlarmClear(int alarm) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.ALARM_CLEAR;
        }
    }

    /** One tick in place of the automatic ones (D-51). */
    record Tick(long dtMs) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.TICK;
        }
    }

    /** Flow that the motor did not deliver in this world, told to the kernel all the same. */
    record FlowConfirm(long deltaNl) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.FLOW_CONFIRM;
        }
    }

    /** A battery voltage. */
    record Battery(long batteryMv) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.BATTERY;
        }
    }

    /** A copy of the image was found damaged, or both were. */
    record MemoryError(MemoryCopy copy) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.MEM_ERROR;
        }
    }

    /** A restart of the pump. */
    record Reset(ResetCause cause) implements Command {
        @Override
        public CommandKind kind() {
            return CommandKind.RESET;
        }
    }
}
