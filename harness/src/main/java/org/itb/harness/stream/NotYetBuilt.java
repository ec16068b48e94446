package org.itb.harness.stream;

import java.util.Map;

/**
 * What {@code itb-stream/1} knows and this kernel does not build yet, with the requirement that asks for it. A stream
 * that uses any of it is refused: to ignore it would let a scenario pass that never ran. Whoever builds one deletes
 * its entry here and adds it to {@link CommandKind} or {@link WorldChange}.
 */
final class NotYetBuilt {
    /** Words after {@code do}. */
    static final Map<String, String> COMMANDS = Map.of();

    /** Words after {@code world}. */
    static final Map<String, String> WORLD_CHANGES = Map.of();

    private NotYetBuilt() { }
}
