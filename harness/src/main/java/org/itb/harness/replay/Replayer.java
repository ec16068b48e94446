package org.itb.harness.replay;

import java.util.ArrayList;
import java.util.List;
import org.itb.harness.stream.CommandStream;
import org.itb.harness.stream.Entry;
import org.itb.harness.stream.KernelNames;
import org.itb.harness.trace.KernelSources;
import org.itb.harness.trace.TraceEvent;
import org.itb.harness.trace.TraceRecord;
import org.itb.harness.trace.TraceSink;
import org.itb.harness.trace.TraceState;
import org.itb.kernel.Alarm;

/**
 * Replays streams on the simulator. The same stream on the same kernel gives the same records, on every machine: a
 * replay knows no clock, no chance and no thread. {@link SimulatedPump} says when a tick comes.
 */
public final class Replayer {
    /** What a trace's header calls the simulator. */
    public static final String TARGET = "simulator";

    /**
     * Replays a stream on a kernel and a world of its own.
     *
     * @param sinks each gets every record, in order
     * @return what held and what did not
     * @throws ReplayException BAD_INPUT if the kernel refuses the setup; whatever a sink throws
     */
    public ReplayResult replay(CommandStream stream, TraceSink... sinks) throws ReplayException {
        return new Run(stream, sinks).toEnd();
    }

    /** One replay. */
    private static final class Run {
        private final CommandStream stream;
        private final TraceSink[] sinks;
        private final SimulatedPump pump;
        private final List<FailedExpectation> failures = new ArrayList<>();

        private Observation before = new Observation();
        private Observation after = new Observation();
        private int expectations;

        Run(CommandStream stream, TraceSink[] sinks) throws ReplayException {
            this.stream = stream;
            this.sinks = sinks.clone();
            try {
                pump = new SimulatedPump(stream.setup(), stream.tickMs());
            } catch (IllegalArgumentException refused) {
                throw ReplayException.badInput(stream.source() + ": " + refused.getMessage());
            }
            before.take(pump);
        }

        ReplayResult toEnd() throws ReplayException {
            emit(new TraceRecord.Header(stream, KernelSources.sha256(), TARGET, Observation.stateOf(pump)));
            for (Entry entry : stream.entries()) {
                play(entry);
            }
            emit(new TraceRecord.End(pump.nowMs(), stream.entries().size(), expectations, failures.size()));
            return new ReplayResult(
                    stream.source(), stream.id(), stream.title(), stream.entries().size(), expectations, failures, pump.nowMs());
        }

        private void play(Entry entry) throws ReplayException {
            while (pump.isBefore(entry)) {
                pump.tickTowards(entry);
                recordChanges();
            }
            int reply = pump.carryOut(entry);
            record(entry, reply == SimulatedPump.NO_REPLY ? null : KernelNames.REPLIES.get(reply));
            recordChanges();
        }

        private void record(Entry entry, String reply) throws ReplayException {
            TraceState state = Observation.stateOf(pump);
            List<FailedExpectation> failed = ExpectationCheck.failures(entry, reply, state);
            expectations += entry.expectations().size();
            failures.addAll(failed);
            emit(new TraceRecord.Line(pump.nowMs(), entry.line(), entry.name(), reply, pump.isRetold(), entry, failed, state));
        }

        /** Writes what differs from the last step, in the order of {@link TraceEvent}. */
        private void recordChanges() throws ReplayException {
            after.take(pump);
            recordIf(after.resets != before.resets, TraceEvent.RESET);
            recordIf(after.timeAnomalies != before.timeAnomalies, TraceEvent.TICK_ANOMALY);
            recordIf(after.mode != before.mode, TraceEvent.MODE);
            recordIf(after.cancelledBoluses != before.cancelledBoluses, TraceEvent.BOLUS_CANCELLED);
            recordIf(after.bolusesEndedSince(before) > 0, TraceEvent.BOLUS_END);
            recordIf(after.startedBoluses != before.startedBoluses, TraceEvent.BOLUS_START);
            recordIf(hasNewRate(), TraceEvent.RATE);
            if (after.alarms != before.alarms) {
                recordAlarms(before.alarms & ~after.alarms, TraceEvent.ALARM_OFF);
                recordAlarms(after.alarms & ~before.alarms, TraceEvent.ALARM_ON);
            }
            recordIf(after.annunciations != before.annunciations || after.signal != before.signal, TraceEvent.SIGNAL);
            Observation seen = before;
            before = after;
            after = seen;
        }

        private boolean hasNewRate() {
            return after.rateNlPerH != before.rateNlPerH
                    || after.basalNlPerH != before.basalNlPerH
                    || after.bolusNlPerH != before.bolusNlPerH;
        }

        private void recordIf(boolean changed, TraceEvent event) throws ReplayException {
            if (changed) {
                emit(new TraceRecord.Event(pump.nowMs(), event, null, Observation.stateOf(pump)));
            }
        }

        private void recordAlarms(int changed, TraceEvent event) throws ReplayException {
            for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
                if ((changed & 1 << (alarm - 1)) != 0) {
                    emit(new TraceRecord.Event(
                            pump.nowMs(), event, KernelNames.ALARMS.get(alarm - 1), Observation.stateOf(pump)));
                }
            }
        }

        private void emit(TraceRecord traced) throws ReplayException {
            for (TraceSink sink : sinks) {
                sink.accept(traced);
            }
        }
    }
}
