package org.itb.harness.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.CommandStream;
import org.itb.harness.stream.Commissioning;
import org.itb.harness.stream.DeviceId;
import org.itb.harness.stream.Entry;
import org.itb.harness.stream.KernelNames;
import org.itb.harness.trace.KernelSources;
import org.itb.harness.trace.TraceEvent;
import org.itb.harness.trace.TraceRecord;
import org.itb.harness.trace.TraceSink;
import org.itb.harness.trace.TraceState;
import org.itb.harness.world.SimulatedWorld;
import org.itb.kernel.Alarm;
import org.itb.kernel.Reply;
import org.itb.kernel.SafetyKernel;

/**
 * Replays streams on the simulator. The same stream on the same kernel gives the same records, on every machine: a
 * replay knows no clock, no chance and no thread.
 *
 * <p>A tick comes at every multiple of the stream's {@code tickMs}, at the instant of every line, and whenever the
 * kernel announces a change of its own (D-45), so that results do not depend on {@code tickMs}. At one instant: first
 * the motor's flow, then the tick, then what else the hardware has to tell, then the lines in file order (D-50).
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
        private final SafetyKernel kernel;
        private final SimulatedWorld world;
        private final Programmer programmer;
        private final List<FailedExpectation> failures = new ArrayList<>();

        private Observation before = new Observation();
        private Observation after = new Observation();
        private long nowMs;
        /** Instant of the last tick that the kernel took. */
        private long tickedMs;
        private int expectations;

        Run(CommandStream stream, TraceSink[] sinks) throws ReplayException {
            this.stream = stream;
            this.sinks = sinks.clone();
            long deviceId = DeviceId.of(stream.setup().deviceId());
            kernel = new SafetyKernel(deviceId);
            Optional<Commissioning.Refusal> refusal = Commissioning.commission(kernel, stream.setup());
            if (refusal.isPresent()) {
                throw ReplayException.badInput(stream.source() + ": " + refusal.get().message());
            }
            world = new SimulatedWorld(stream.setup());
            world.follow(kernel);
            programmer = new Programmer(kernel, world, deviceId);
            before.take(kernel);
        }

        ReplayResult toEnd() throws ReplayException {
            emit(new TraceRecord.Header(stream, KernelSources.sha256(), TARGET, Observation.stateOf(kernel)));
            for (Entry entry : stream.entries()) {
                play(entry);
            }
            emit(new TraceRecord.End(nowMs, stream.entries().size(), expectations, failures.size()));
            return new ReplayResult(
                    stream.source(), stream.id(), stream.title(), stream.entries().size(), expectations, failures, nowMs);
        }

        private void play(Entry entry) throws ReplayException {
            String reply = null;
            if (replacesTicks(entry)) {
                pass(entry.atMs());
                reply = send(entry);
                world.senseRest(kernel);
            } else {
                tickUntil(entry.atMs());
                entry.worldChange().ifPresent(world::change);
                if (entry.message().isPresent()) {
                    reply = send(entry);
                }
            }
            world.follow(kernel);
            record(entry, reply);
            recordChanges();
        }

        /** D-51: a TICK that moves time stands for all ticks since the line above. */
        private static boolean replacesTicks(Entry entry) {
            return entry.message().isPresent()
                    && entry.message().get().command() instanceof Command.Tick tick
                    && tick.dtMs() > 0;
        }

        private String send(Entry entry) {
            int reply = programmer.send(entry.message().orElseThrow());
            if (reply == Reply.OK && replacesTicks(entry)) {
                tickedMs = nowMs;
            }
            return KernelNames.REPLIES.get(reply);
        }

        private void tickUntil(long untilMs) throws ReplayException {
            while (nowMs < untilMs) {
                pass(nextTickMs(untilMs));
                kernel.tick(nowMs - tickedMs, world.rtcMs());
                tickedMs = nowMs;
                world.senseRest(kernel);
                world.follow(kernel);
                recordChanges();
            }
        }

        private long nextTickMs(long untilMs) {
            long nextMultipleMs = (nowMs / stream.tickMs() + 1) * stream.tickMs();
            long nextMs = Math.min(untilMs, nextMultipleMs);
            long dueInMs = Math.max(1, kernel.dueInMs());
            return dueInMs < nextMs - nowMs ? nowMs + dueInMs : nextMs;
        }

        private void pass(long untilMs) {
            world.pass(untilMs - nowMs, kernel);
            nowMs = untilMs;
        }

        private void record(Entry entry, String reply) throws ReplayException {
            TraceState state = Observation.stateOf(kernel);
            List<FailedExpectation> failed = ExpectationCheck.failures(entry, reply, state);
            expectations += entry.expectations().size();
            failures.addAll(failed);
            emit(new TraceRecord.Line(nowMs, entry.line(), entry.name(), reply, entry, failed, state));
        }

        /** Writes what differs from the last step, in the order of {@link TraceEvent}. */
        private void recordChanges() throws ReplayException {
            after.take(kernel);
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
                emit(new TraceRecord.Event(nowMs, event, null, Observation.stateOf(kernel)));
            }
        }

        private void recordAlarms(int changed, TraceEvent event) throws ReplayException {
            for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
                if ((changed & 1 << (alarm - 1)) != 0) {
                    emit(new TraceRecord.Event(
                            nowMs, event, KernelNames.ALARMS.get(alarm - 1), Observation.stateOf(kernel)));
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
