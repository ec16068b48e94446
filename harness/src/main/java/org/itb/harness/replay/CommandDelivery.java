package org.itb.harness.replay;

import org.itb.harness.stream.Command;
import org.itb.harness.stream.CommandKind;
import org.itb.kernel.SafetyKernel;

/** Which call of the kernel carries out a command. */
public final class CommandDelivery {
    private CommandDelivery() {
    }

    /** Before the admission, which admits the one call that comes next. */
    public static void listSteps(SafetyKernel kernel, Command.StageFlex flex) {
        kernel.clearFlexSteps();
        for (Command.FlexStep step : flex.steps()) {
            kernel.addFlexStep(step.startMs(), step.rateNlPerH());
        }
    }

    /**
     * Calls the kernel, which has admitted the command; returns its reply.
     *
     * @throws IllegalArgumentException for a confirmation, a setting of the clock, a tick or a reset: they need more
     *     than the kernel and the command
     */
    public static int give(SafetyKernel kernel, Command command) {
        if (command instanceof Command.Bare bare) {
            return giveBare(kernel, bare.kind());
        }
        if (command.kind().isStage()) {
            return giveStage(kernel, command);
        }
        if (command instanceof Command.AlarmPause pause) {
            return kernel.pauseAlarm(pause.alarm(), pause.durationMs());
        }
        if (command instanceof Command.AlarmClear clear) {
            return kernel.clearAlarm(clear.alarm());
        }
        if (command instanceof Command.FlowConfirm flow) {
            return kernel.confirmFlow(flow.deltaNl());
        }
        if (command instanceof Command.Battery battery) {
            return kernel.battery(battery.batteryMv());
        }
        if (command instanceof Command.MemoryError error) {
            return kernel.memoryError(error.copy().number());
        }
        throw new IllegalArgumentException(command.toString());
    }

    private static int giveBare(SafetyKernel kernel, CommandKind kind) {
        return switch (kind) {
            case OPEN_SESSION -> kernel.openSession();
            case CLOSE_SESSION -> kernel.closeSession();
            case INTERROGATE -> kernel.interrogate();
            case ABORT -> kernel.abort();
            case MRI_BEGIN -> kernel.beginMri();
            case MRI_END -> kernel.endMri();
            case PATIENT_BOLUS_REQUEST -> kernel.requestPatientBolus();
            case PATIENT_STATUS -> kernel.patientStatus();
            case MOTOR_STALL -> kernel.motorStall();
            case MOTOR_RECOVERED -> kernel.motorRecovered();
            case FIELD_DETECTED -> kernel.detectField();
            case FIELD_CLEARED -> kernel.clearField();
            case SENSOR_FAULT -> kernel.sensorFault();
            case STAGE_STOP -> kernel.stageStop();
            case STAGE_MIN_RATE -> kernel.stageMinRate();
            case STAGE_RESUME -> kernel.stageResume();
            default -> throw new IllegalArgumentException(kind.name());
        };
    }

    private static int giveStage(SafetyKernel kernel, Command command) {
        if (command instanceof Command.StageContinuous program) {
            return kernel.stageContinuous(program.rateNlPerH(), program.concentrationUgPerMl(), program.statedNgPerDay());
        }
        if (command instanceof Command.StageFlex program) {
            return kernel.stageFlex(program.concentrationUgPerMl(), program.statedNgPerDay());
        }
        if (command instanceof Command.StageClinicianBolus bolus) {
            return kernel.stageClinicianBolus(bolus.volumeNl(), bolus.durationMs());
        }
        if (command instanceof Command.StageRefill refill) {
            return kernel.stageRefill(
                    refill.aspiratedNl(), refill.filledNl(), refill.concentrationUgPerMl(), refill.labelUgPerMl());
        }
        if (command instanceof Command.StageConcentrationChange change) {
            return kernel.stageConcentrationChange(
                    change.aspiratedNl(), change.filledNl(), change.concentrationUgPerMl(), change.labelUgPerMl(),
                    change.pathVolumeNl(), change.bridge(), change.rinse());
        }
        if (command instanceof Command.StagePriming priming) {
            return kernel.stagePriming(priming.volumeNl(), priming.durationMs(), priming.tokenId());
        }
        if (command instanceof Command.StagePatientBolus bolus) {
            return kernel.stagePatientBolus(
                    bolus.volumeNl(), bolus.durationMs(), bolus.lockoutMs(), bolus.countPer24h());
        }
        if (command instanceof Command.StageLimits limits) {
            return kernel.stageLimits(limits.patientLimitNgPerDay());
        }
        if (command instanceof Command.StageProfile profile) {
            return kernel.stageProfile(profile.origin().number(), profile.age().number(), profile.phase().number());
        }
        if (command instanceof Command.StageRestore restore) {
            return kernel.stageRestore(restore.rateNlPerH().orElse(0), restore.rateNlPerH().isEmpty());
        }
        if (command instanceof Command.StageRestart restart) {
            return kernel.stageRestart(restart.rateNlPerH().orElse(0), restart.rateNlPerH().isEmpty());
        }
        throw new IllegalArgumentException(command.toString());
    }
}
