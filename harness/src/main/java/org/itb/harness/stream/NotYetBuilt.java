package org.itb.harness.stream;

import java.util.Map;

/**
 * What {@code itb-stream/1} knows and this kernel does not build yet, with the requirement that asks for it. A stream
 * that uses any of it is refused: to ignore it would let a scenario pass that never ran. Whoever builds one deletes
 * its entry here and adds it to {@link CommandKind}, {@link WorldChange} or {@link Message}.
 */
final class NotYetBuilt {
    /** Words after {@code do}. */
    static final Map<String, String> COMMANDS = Map.of();

    /** Words after {@code world}. */
    static final Map<String, String> WORLD_CHANGES = Map.of();

    /** Fields of a line that sends something. */
    static final Map<String, String> MESSAGE_FIELDS = Map.of(
            "seq", "SR-49, SR-50",
            "keyId", "SR-48, SR-49");

    private NotYetBuilt() { }
}
