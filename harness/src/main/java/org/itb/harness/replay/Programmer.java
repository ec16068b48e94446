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
            CommandDelivery.listSteps(kernel, flex);
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

    private int give(Command command) {
        if (command instanceof Command.Confirm confirmation) {
            return confirm(confirmation.digest().orElse(digest));
        }
        if (command instanceof Command.SetRtc set) {
            return setRtc(set.rtcMs());
        }
        if (command instanceof Command.Tick tick) {
            return kernel.tick(tick.dtMs(), world.rtcMs());
        }
        if (command instanceof Command.Reset reset) {
            return restart.applyAsInt(reset.cause().number());
        }
        return CommandDelivery.give(kernel, command);
    }

    private int setRtc(long rtcMs) {
        int reply = kernel.setRtc(rtcMs);
        if (reply == Reply.OK) {
            world.setRtc(rtcMs);
        }
        return reply;
    }
}
