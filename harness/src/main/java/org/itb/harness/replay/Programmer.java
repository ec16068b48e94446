package org.itb.harness.replay;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.CommandKind;
import org.itb.harness.stream.DeviceId;
import org.itb.harness.stream.DoseOverride;
import org.itb.harness.stream.Message;
import org.itb.harness.stream.Payload;
import org.itb.harness.stream.Sender;
import org.itb.harness.world.SimulatedWorld;
import org.itb.kernel.Reply;
import org.itb.kernel.SafetyKernel;

/**
 * Sends a stream's messages to the kernel as a clinician's programmer and a patient's remote would: every one under
 * its key and number through the kernel's admission, a session opened where one is needed, a stage confirmed with the
 * digest that came back. What the kernel has answered before is not given to it again.
 */
final class Programmer {
    private SafetyKernel kernel;
    private final SimulatedWorld world;
    private final long ownDeviceId;
    /** Restarts the pump for a cause. */
    private final IntUnaryOperator restart;

    /** The last command that the kernel staged: its overrides and its refill go with the CONFIRM that follows. */
    private Message staged;
    private long digest;
    private Command carriedOut;
    private boolean retold;

    Programmer(SafetyKernel kernel, SimulatedWorld world, long ownDeviceId, IntUnaryOperator restart) {
        this.kernel = kernel;
        this.world = world;
        this.ownDeviceId = ownDeviceId;
        this.restart = restart;
    }

    /** The pump has restarted: messages go to this kernel from now on. */
    void serve(SafetyKernel restarted) {
        kernel = restarted;
    }

    /** What the last message had the kernel do; a command that is only staged has done nothing yet. */
    Optional<Command> carriedOut() {
        return Optional.ofNullable(carriedOut);
    }

    void forgetCarriedOut() {
        carriedOut = null;
        retold = false;
    }

    /** Whether the kernel had answered the last message before, and only told its answer again (SR-50). */
    boolean isRetold() {
        return retold;
    }

    /** Sends a message; returns the kernel's reply, of a confirmed stage the first that is not OK. */
    int send(Message message) {
        carriedOut = null;
        openSessionFor(message);
        Command command = resolved(message.command());
        if (command instanceof Command.StageFlex flex) {
            listSteps(flex);
        }
        int reply = admit(command, message, message.seq().orElse(nextSeq(message.key())));
        if (reply == Reply.OK) {
            reply = give(command);
        }
        boolean again = reply == Reply.CACHED;
        retold = again;
        reply = again ? kernel.cachedReply() : reply;
        if (reply != Reply.OK || !command.kind().isStage()) {
            carriedOut = reply == Reply.OK && !again && carriedOut == null ? command : carriedOut;
            return reply;
        }
        staged = message;
        digest = again ? kernel.cachedDigest() : kernel.stagedDigest();
        return message.confirm() ? confirm(message) : reply;
    }

    /** Without a digest of its own a CONFIRM carries the last one that came back: that is what it says. */
    private Command resolved(Command command) {
        return command instanceof Command.Confirm confirmation
                ? new Command.Confirm(OptionalLong.of(confirmation.digest().orElse(digest)))
                : command;
    }

    /** The second half of a line: its number is the next one, so the kernel has not heard it before. */
    private int confirm(Message message) {
        retold = false;
        int reply = admit(new Command.Confirm(OptionalLong.of(digest)), message, nextSeq(message.key()));
        return reply == Reply.OK ? confirm(digest) : reply;
    }

    private int confirm(long sentDigest) {
        Set<DoseOverride> overrides = stagedOverrides();
        int reply = kernel.confirm(
                sentDigest,
                overrides.contains(DoseOverride.SOFT),
                overrides.contains(DoseOverride.REDUCE),
                overrides.contains(DoseOverride.RESTART));
        if (reply == Reply.OK && staged != null) {
            carriedOut = staged.command();
        }
        if (carriedOut instanceof Command.StageRefill refill) {
            world.refill(refill.filledNl());
        }
        if (carriedOut instanceof Command.StageConcentrationChange change) {
            world.refill(change.filledNl());
        }
        return reply;
    }

    private Set<DoseOverride> stagedOverrides() {
        return staged == null ? Set.of() : staged.overrides();
    }

    /**
     * Only a sound clinician's message gets a session: an attack is answered before the session is asked for. Nor does
     * a message whose own number leaves none for it: that is a retransmission, and opening would make it a late one.
     */
    private void openSessionFor(Message message) {
        boolean sound = message.sender() == Sender.CLINICIAN && message.authentic() && deviceId(message) == ownDeviceId;
        if (!message.autoSession() || !sound || !message.command().kind().opensSession() || kernel.isSessionOpen()) {
            return;
        }
        long seq = nextSeq(message.key());
        if (message.seq().isPresent() && message.seq().getAsLong() <= seq) {
            return;
        }
        Command opening = new Command.Bare(CommandKind.OPEN_SESSION);
        if (admit(opening, message.key(), seq, Payload.digest(opening, Set.of(), ""), message) == Reply.OK) {
            kernel.openSession();
        }
    }

    /** A programmer asks the pump where its key stands before it goes on. */
    private long nextSeq(long keyId) {
        long lastSeq = kernel.lastSeq(keyId);
        return lastSeq == Long.MAX_VALUE ? lastSeq : lastSeq + 1;
    }

    private int admit(Command command, Message message, long seq) {
        boolean confirms = command.kind() == CommandKind.CONFIRM;
        long payload = Payload.digest(
                command, confirms ? stagedOverrides() : Set.of(), confirms ? "" : message.reason());
        return admit(command, message.key(), seq, payload, message);
    }

    private int admit(Command command, long keyId, long seq, long payload, Message header) {
        return kernel.admit(
                command.kind().number(), header.sender().role(), deviceId(header), keyId, seq, payload, header.authentic());
    }

    private long deviceId(Message message) {
        return message.deviceId().map(DeviceId::of).orElse(ownDeviceId);
    }

    /** Before the admission, which admits the one call that comes next. */
    private void listSteps(Command.StageFlex flex) {
        kernel.clearFlexSteps();
        for (Command.FlexStep step : flex.steps()) {
            kernel.addFlexStep(step.startMs(), step.rateNlPerH());
        }
    }

    private int give(Command command) {
        if (command instanceof Command.Bare bare) {
            return giveBare(bare.kind());
        }
        if (command.kind().isStage()) {
            return giveStage(command);
        }
        if (command instanceof Command.Confirm confirmation) {
            return confirm(confirmation.digest().orElse(digest));
        }
        if (command instanceof Command.SetRtc set) {
            return setRtc(set.rtcMs());
        }
        if (command instanceof Command.AlarmPause pause) {
            return kernel.pauseAlarm(pause.alarm(), pause.durationMs());
        }
        if (command instanceof Command.AlarmClear clear) {
            return kernel.clearAlarm(clear.alarm());
        }
        if (command instanceof Command.Tick tick) {
            return kernel.tick(tick.dtMs(), world.rtcMs());
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
        if (command instanceof Command.Reset reset) {
            return restart.applyAsInt(reset.cause().number());
        }
        throw new IllegalStateException(command.toString());
    }

    private int giveBare(CommandKind kind) {
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
            default -> throw new IllegalStateException(kind.name());
        };
    }

    private int giveStage(Command command) {
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
        throw new IllegalStateException(command.toString());
    }

    private int setRtc(long rtcMs) {
        int reply = kernel.setRtc(rtcMs);
        if (reply == Reply.OK) {
            world.setRtc(rtcMs);
        }
        return reply;
    }
}
