package org.itb.harness.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.itb.harness.oracle.Violation;
import org.itb.harness.stream.Entry;
import org.itb.harness.stream.Expectation;
import org.itb.harness.stream.Setup;
import org.itb.harness.stream.StreamWriter;

/**
 * Visits the states of a pump breadth first: every move at every state, the invariants judged at every step. A state
 * is kept as 128 bits, its predecessor and the move between them; to go on from it, the moves from the start are made
 * again, of which all but the last few are still at hand, because neighbours in a layer share their way.
 */
public final class Explorer {
    static final int TICK_MS = 60_000;
    private static final int LOOK_EVERY = 1 << 12;

    private final Setup setup;
    private final List<Move> moves;
    private final ExploredPump pump;
    private final StateLayout layout;
    private final Image seen;
    private final StateSet states = new StateSet();

    /** For each state, in the order of their finding: where it was found from, and by which move. */
    private int[] from = new int[1 << 16];
    private byte[] by = new byte[1 << 16];
    private int count;
    private long transitions;

    /** The way to the state that is gone on from: at each depth which state, and its image. */
    private final List<Image> way = new ArrayList<>();
    private int[] wayState = new int[16];

    private Violation violation;
    private int violatedFrom;
    private int violatedBy;
    private int violatedLine;

    /** An exploration of the small pump with all moves. */
    public Explorer() {
        this(Move.smallSetup(), Move.all());
    }

    Explorer(Setup setup, List<Move> moves) {
        this.setup = setup;
        this.moves = List.copyOf(moves);
        pump = new ExploredPump(setup, TICK_MS);
        layout = pump.layout();
        seen = layout.newImage();
        Image start = layout.newImage();
        layout.take(start);
        way.add(start);
        Arrays.fill(wayState, -1);
        wayState[0] = 0;
        states.add(start.high, start.low);
        enter(-1, 0);
    }

    private void enter(int fromState, int move) {
        if (count == from.length) {
            from = Arrays.copyOf(from, 2 * count);
            by = Arrays.copyOf(by, 2 * count);
        }
        from[count] = fromState;
        by[count] = (byte) move;
        count++;
    }

    /**
     * Explores.
     *
     * @param statesMax ends when so many states are found
     * @param depthMax  ends when all states that so many moves can reach are found
     * @param isOver    asked now and then: whether time is up
     * @param progress  told now and then how many states are found
     */
    public Exploration explore(long statesMax, int depthMax, BooleanSupplier isOver, Consumer<Long> progress) {
        List<Long> layers = new ArrayList<>(List.of(1L));
        int begin = 0;
        int depth = 0;
        Exploration.End end = null;
        while (end == null) {
            int last = count;
            for (int state = begin; state < last && end == null; state++) {
                goOn(state, depth);
                end = violation != null ? Exploration.End.VIOLATION : count >= statesMax ? Exploration.End.STATES : null;
                if (end == null && state % LOOK_EVERY == 0) {
                    progress.accept((long) count);
                    end = isOver.getAsBoolean() ? Exploration.End.TIME : null;
                }
            }
            layers.add((long) count - last);
            if (end == null) {
                depth++;
                begin = last;
                end = count == last ? Exploration.End.EXHAUSTED : depth >= depthMax ? Exploration.End.DEPTH : null;
            }
        }
        return new Exploration(
                count, transitions, depth, layers, end == Exploration.End.EXHAUSTED, end,
                Optional.ofNullable(violation).map(found -> failure()));
    }

    /** Makes every move from a state. */
    private void goOn(int state, int depth) {
        Image here = reach(state, depth);
        layout.restore(here);
        boolean moved = false;
        for (int move = 0; move < moves.size() && violation == null; move++) {
            if (moved) {
                layout.restore(here);
            }
            Violation found = pump.make(moves.get(move));
            transitions++;
            if (found != null) {
                violation = found;
                violatedFrom = state;
                violatedBy = move;
                violatedLine = pump.carriedOut();
                return;
            }
            layout.look(seen, here);
            // What differs in nothing but dead fields goes on alike, so it need not be put back.
            moved = seen.high != here.high || seen.low != here.low;
            if (moved && states.add(seen.high, seen.low)) {
                enter(state, move);
            }
        }
    }

    /** The image of a state; the pump may be in any state before and after. */
    private Image reach(int state, int depth) {
        if (depth >= wayState.length) {
            int known = wayState.length;
            wayState = Arrays.copyOf(wayState, 2 * known);
            Arrays.fill(wayState, known, 2 * known, -1);
        }
        while (way.size() <= depth) {
            way.add(layout.newImage());
        }
        if (wayState[depth] != state) {
            layout.restore(reach(from[state], depth - 1));
            pump.make(moves.get(by[state]));
            layout.take(way.get(depth));
            wayState[depth] = state;
        }
        return way.get(depth);
    }

    // --- the way to a violation

    private Exploration.Failure failure() {
        List<Move> made = new ArrayList<>(List.of(moves.get(violatedBy)));
        for (int state = violatedFrom; state > 0; state = from[state]) {
            made.add(moves.get(by[state]));
        }
        Collections.reverse(made);
        return new Exploration.Failure(
                violation, made.stream().map(Move::name).toList(),
                StreamWriter.text("COUNTEREXAMPLE", violation.toString(), TICK_MS, setup, lines(made)));
    }

    /** The lines of the moves; the last one expects what must hold. */
    private List<Entry> lines(List<Move> made) {
        List<Entry> lines = new ArrayList<>();
        long nowMs = 0;
        for (int i = 0; i < made.size(); i++) {
            List<Entry> all = made.get(i).entries();
            for (Entry line : i + 1 < made.size() ? all : all.subList(0, violatedLine)) {
                lines.add(ExploredPump.at(line, nowMs));
                nowMs = lines.get(lines.size() - 1).atMs();
            }
            nowMs += made.get(i).waitMs();
        }
        boolean lastLine = violation.inLine() && !lines.isEmpty();
        Entry last = lastLine ? lines.remove(lines.size() - 1) : null;
        lines.add(new Entry(
                1, violation.atMs(), lastLine ? last.message() : Optional.empty(),
                lastLine ? last.worldChange() : Optional.empty(), expected()));
        return lines;
    }

    private List<Expectation> expected() {
        Expectation anyVolume = new Expectation.NumberWithin(Expectation.Quantity.DELIVERED, 0, Long.MAX_VALUE);
        return violation.expected().isEmpty() ? List.of(anyVolume) : violation.expected();
    }
}
