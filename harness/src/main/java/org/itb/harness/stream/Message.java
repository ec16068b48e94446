package org.itb.harness.stream;

import java.util.Optional;
import java.util.Set;

/**
 * A command as one line sends it.
 *
 * @param command     what is sent
 * @param sender      who sends it; the command's own sender unless the line says otherwise
 * @param deviceId    the pump it names; empty: the pump of this stream
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
        boolean authentic,
        boolean autoSession,
        boolean confirm,
        Set<DoseOverride> overrides,
        String reason) {

    public Message {
        overrides = Set.copyOf(overrides);
    }
}
