package org.itb.harness.reference;

import java.util.OptionalLong;
import java.util.Set;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.CommandKind;
import org.itb.harness.stream.DeviceId;
import org.itb.harness.stream.DoseOverride;
import org.itb.harness.stream.Message;
import org.itb.harness.stream.Sender;

/** Sends a stream's messages to a pump as D-53 has it: sessions opened where needed, stages confirmed at once. */
final class Operator {
    private final Pump pump;
    private final long ownDeviceId;

    private Message staged;
    private long digest = -1;

    Operator(Pump pump, long ownDeviceId) {
        this.pump = pump;
        this.ownDeviceId = ownDeviceId;
    }

    /** A reply, and what the pump accepted with it, for the world to follow; null if nothing that the world sees. */
    record Answer(Verdict verdict, Command carriedOut) { }

    Answer send(Message message, long rtcMs) {
        openSessionFor(message);
        Pump.Header header = header(message, message.seq().orElse(nextSeq(message)), message.reason());
        Command command = message.command();
        if (command instanceof Command.Tick tick) {
            return new Answer(pump.receiveTick(header, tick.dtMs(), rtcMs), null);
        }
        if (command instanceof Command.Confirm confirmation) {
            return confirm(header, new Command.Confirm(OptionalLong.of(digestOf(confirmation))));
        }
        Verdict verdict = pump.receive(header, command, Set.of());
        if (verdict != Verdict.OK || !command.kind().isStage()) {
            return new Answer(verdict, verdict == Verdict.OK && !pump.isRetold() ? command : null);
        }
        staged = message;
        digest = pump.stagedDigest();
        return message.confirm()
                ? confirm(header(message, nextSeq(message), ""), new Command.Confirm(OptionalLong.of(digest)))
                : new Answer(verdict, null);
    }

    /** A digest that the line names is none that a pump ever returned. */
    private long digestOf(Command.Confirm confirmation) {
        return confirmation.digest().isPresent() ? ~digest : digest;
    }

    private Answer confirm(Pump.Header header, Command.Confirm confirmation) {
        Set<DoseOverride> overrides = staged == null ? Set.of() : staged.overrides();
        Verdict verdict = pump.receive(header, confirmation, overrides);
        boolean done = verdict == Verdict.OK && staged != null && !pump.isRetold();
        return new Answer(verdict, done ? staged.command() : null);
    }

    /** A line with a number of its own that leaves none for a session is a retransmission and opens none. */
    private void openSessionFor(Message message) {
        boolean sound = message.sender() == Sender.CLINICIAN && message.authentic() && deviceId(message) == ownDeviceId;
        boolean room = message.seq().isEmpty() || message.seq().getAsLong() > nextSeq(message);
        if (message.autoSession() && sound && room && message.command().kind().opensSession() && !pump.view().isSessionOpen()) {
            pump.receive(header(message, nextSeq(message), ""), new Command.Bare(CommandKind.OPEN_SESSION), Set.of());
        }
    }

    private Pump.Header header(Message message, long seq, String reason) {
        return new Pump.Header(message.sender(), deviceId(message), message.key(), seq, reason, message.authentic());
    }

    private long nextSeq(Message message) {
        return Math.min(Long.MAX_VALUE - 1, pump.lastSeq(message.key())) + 1;
    }

    private long deviceId(Message message) {
        return message.deviceId().map(DeviceId::of).orElse(ownDeviceId);
    }
}
