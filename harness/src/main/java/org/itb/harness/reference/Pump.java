package org.itb.harness.reference;

import java.util.Set;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.DoseOverride;
import org.itb.harness.stream.Sender;

/** A pump as its surroundings meet it: the kernel and the reference model alike. */
public interface Pump {

    /**
     * The header of a message.
     *
     * @param sender    who says that he sends it
     * @param deviceId  the pump that it names
     * @param keyId     whose key it is told to be of
     * @param seq       its number
     * @param reason    free text, a part of what it says
     * @param authentic the authenticator's verdict
     */
    record Header(Sender sender, long deviceId, long keyId, long seq, String reason, boolean authentic) { }

    /**
     * A message, with what its sender overrides; only a CONFIRM reads the overrides. A TICK must have gone through
     * {@link #tick} instead if it comes from the pump's own wiring.
     */
    Verdict receive(Header header, Command command, Set<DoseOverride> overrides);

    /** A TICK that comes as a message. */
    Verdict receiveTick(Header header, long dtMs, long rtcMs);

    /** Whether the last message had been answered before, and was told the same again (SR-50). */
    boolean isRetold();

    /** The digest that came with the last answer: what a CONFIRM of that stage must carry. */
    long stagedDigest();

    /** The last number that a key has used; of one that is not known, the last that no such key may use. */
    long lastSeq(long keyId);

    /** Time passes. */
    Verdict tick(long dtMs, long rtcMs);

    /** The motor's sensor speaks. */
    Verdict confirmFlow(long deltaNl);

    /** The pump's own wiring reports a battery voltage, a lost sensor or a restart. */
    Verdict sense(Command event);

    /** How long until something may change by itself, at least 1 ms. */
    long dueInMs();

    PumpView view();
}
