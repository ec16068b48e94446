package org.itb.harness.stream;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A command as one line sends it.
 *
 * @param command     what is sent
 * @param sender      who sends it; the command's own sender unless the line says otherwise
 * @param deviceId    the pump it names; empty: the pump of this stream
 * @param keyId       whose key it is told to be of; empty: the sender's own (K-39)
 * @param seq         its number; empty: the next after the highest that its key has used (D-53)
 * @param authentic   the authenticator's verdict
 * @param autoSession whether the replayer may open a session for it (D-53)
 * @param confirm     of a stage: whether it is confirmed at once
 * @param overrides   of a stage: what goes with its confirmation
 * @param reason      of a stage: the clinician's free text; empty if none is given
 */
public record Message(
        Command command,
        Sender sender,
        Optional<String> deviceId,
        OptionalLong keyId,
        OptionalLong seq,
        boolean authentic,
        boolean autoSession,
        boolean confirm,
        Set<DoseOverride> overrides,
        String reason) {

    public Message {
        overrides = Set.copyOf(overrides);
    }

    /** A message under its sender's own key, with the next number. */
    public Message(
            Command command,
            Sender sender,
            Optional<String> deviceId,
            boolean authentic,
            boolean autoSession,
            boolean confirm,
            Set<DoseOverride> overrides,
            String reason) {
        this(command, sender, deviceId, OptionalLong.empty(), OptionalLong.empty(), authentic, autoSession, confirm, overrides, reason);
    }

    /** The same with a key and a number of the line's own. */
    public Message numbered(OptionalLong newKeyId, OptionalLong newSeq) {
        return new Message(command, sender, deviceId, newKeyId, newSeq, authentic, autoSession, confirm, overrides, reason);
    }

    /** The key that the message names. */
    public long key() {
        return keyId.orElse(sender.ownKeyId());
    }
}
