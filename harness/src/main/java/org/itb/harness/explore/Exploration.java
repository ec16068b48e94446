package org.itb.harness.explore;

import java.util.List;
import java.util.Optional;
import org.itb.harness.oracle.Violation;
import org.itb.harness.stream.Setup;

/**
 * What an exploration found.
 *
 * @param states      different states that were reached
 * @param transitions moves that were made and judged
 * @param depth       every state that this many moves can reach was reached
 * @param layers      how many states each depth added, the first being the start alone
 * @param exhausted   no state is left to go on from: these are all
 * @param end         why it ended
 * @param failure     the shortest way to what does not hold
 */
public record Exploration(
        long states, long transitions, int depth, List<Long> layers, boolean exhausted, End end, Optional<Failure> failure) {

    /** Why an exploration ended. */
    public enum End { EXHAUSTED, DEPTH, STATES, TIME, VIOLATION }

    /** A way to what does not hold: the moves, and the same as a stream. */
    public record Failure(Violation violation, List<String> moves, String stream) {
        public Failure {
            moves = List.copyOf(moves);
        }
    }

    public Exploration {
        layers = List.copyOf(layers);
    }

    /** The configuration that is explored. */
    public static Setup setup() {
        return Move.smallSetup();
    }

    /** The names of the moves that are tried at every state. */
    public static List<String> moves() {
        return Move.all().stream().map(Move::name).toList();
    }
}
