package org.itb.harness.reference;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.DeviceId;
import org.itb.harness.stream.Entry;
import org.itb.harness.stream.Message;
import org.itb.harness.stream.Setup;

/** The kernel and the reference model side by side in one world: the same lines, ticks and flow for both. */
final class Twins {
    /**
     * Where the two differ.
     *
     * @param atMs     since time 0
     * @param field    of the reply or of {@link PumpView}
     * @param required what the reference model says
     * @param actual   what the kernel says
     * @param inLine   whether it shows with the line, not in the time before it
     * @param view     what the reference model shows then
     */
    record Disagreement(
            long atMs, String field, String required, String actual, boolean inLine, PumpView view) {
        /** Two of one kind are likely to have one reason. */
        boolean isOfKindOf(Disagreement other) {
            boolean sameReply = required.equals(other.required) && actual.equals(other.actual);
            return field.equals(other.field) && (sameReply || !field.equals("reply"));
        }
    }

    final KernelPump kernel;
    final ReferencePump reference;
    private final Operator kernelOperator;
    private final Operator referenceOperator;
    private final TwinWorld world;
    private final int tickMs;

    private Verdict lastKernelVerdict = Verdict.OK;
    private Optional<Disagreement> disagreement = Optional.empty();
    private long nowMs;
    private long tickedMs;
    private long referenceDueInMs;
    private long comparisons;
    private boolean inLine = true;
    private long openQuestions;

    Twins(Setup setup, int tickMs) {
        kernel = new KernelPump(setup);
        reference = new ReferencePump(setup, this::asKernel);
        long deviceId = DeviceId.of(setup.deviceId());
        kernelOperator = new Operator(kernel, deviceId);
        referenceOperator = new Operator(reference, deviceId);
        world = new TwinWorld(setup);
        this.tickMs = tickMs;
        world.follow(kernel.rateNlPerH());
        compare();
    }

    private boolean asKernel(OpenQuestions.Question question) {
        openQuestions++;
        return switch (question) {
            case OVER_DELIVERY -> kernel.isAlarmActive(3);
            case STALL -> kernel.isAlarmActive(1);
            case RESERVOIR_LOW -> kernel.isAlarmActive(4);
            case RESERVOIR_EMPTY -> kernel.isAlarmActive(5);
            case DRY -> kernel.view().mode().equals("STOP");
            case HOUR_STACKS -> lastKernelVerdict == Verdict.DOSE_HOUR;
            case DAY_STACKS -> lastKernelVerdict == Verdict.DOSE_WINDOW;
            case COMES_BACK_TOO_STRONG -> lastKernelVerdict == Verdict.ALARM_BLOCK;
            case SCHEDULE_WAITS -> kernel.isScheduleSuspended();
            case GAP_JUDGED_EARLY -> kernel.isAlarmActive(18);
            case STILL_OVER_DELIVERY -> lastKernelVerdict == Verdict.ALARM_BLOCK;
        };
    }

    /** Plays one line, all that comes before it included; stops at the first disagreement. */
    Optional<Disagreement> play(Entry entry) {
        boolean replacesTicks = entry.message().map(Message::command)
                .filter(command -> command instanceof Command.Tick tick && tick.dtMs() > 0)
                .isPresent();
        inLine = replacesTicks;
        if (replacesTicks) {
            pass(entry.atMs());
        } else {
            tickUntil(entry.atMs());
            inLine = true;
            entry.worldChange().ifPresent(change -> tell(world.change(change)));
        }
        if (disagreement.isEmpty()) {
            entry.message().ifPresent(message -> send(message, replacesTicks));
        }
        if (replacesTicks) {
            tellUntold();
        }
        world.follow(kernel.rateNlPerH());
        if (disagreement.isEmpty()) {
            compare();
        }
        return disagreement;
    }

    private void send(Message message, boolean replacesTicks) {
        Operator.Answer actual = kernelOperator.send(message, world.rtcMs());
        lastKernelVerdict = actual.verdict();
        Operator.Answer required = referenceOperator.send(message, world.rtcMs());
        if (actual.verdict() == Verdict.OK) {
            if (actual.carriedOut() != null) {
                world.carriedOut(actual.carriedOut());
            }
            tickedMs = replacesTicks ? nowMs : tickedMs;
        }
        compare("reply", required.verdict(), actual.verdict());
        compare("retold", reference.isRetold(), kernel.isRetold());
        compare("lastSeq", reference.lastSeq(message.key()), kernel.lastSeq(message.key()));
    }

    private void tickUntil(long untilMs) {
        while (nowMs < untilMs && disagreement.isEmpty()) {
            long nextMs = Math.min(untilMs, (nowMs / tickMs + 1) * tickMs);
            long dueInMs = Math.max(1, Math.min(kernel.dueInMs(), referenceDueInMs));
            pass(dueInMs < nextMs - nowMs ? nowMs + dueInMs : nextMs);
            kernel.tick(nowMs - tickedMs, world.rtcMs());
            reference.tick(nowMs - tickedMs, world.rtcMs());
            tickedMs = nowMs;
            tellUntold();
            world.follow(kernel.rateNlPerH());
            compare();
        }
    }

    private void pass(long untilMs) {
        OptionalLong seenNl = world.pass(untilMs - nowMs);
        nowMs = untilMs;
        seenNl.ifPresent(kernel::confirmFlow);
        seenNl.ifPresent(reference::confirmFlow);
    }

    private void tellUntold() {
        tell(world.tellUntold());
    }

    private void tell(List<Command> events) {
        for (Command event : events) {
            kernel.sense(event);
            reference.sense(event);
        }
    }

    private void compare() {
        comparisons++;
        PumpView required = reference.view();
        PumpView actual = kernel.view();
        if (!required.equals(actual)) {
            for (RecordComponent field : PumpView.class.getRecordComponents()) {
                compare(field.getName(), valueOf(field, required), valueOf(field, actual));
            }
        }
        // D-45: what changes by itself is announced, not later than it happens.
        referenceDueInMs = reference.dueInMs();
        if (kernel.dueInMs() > referenceDueInMs) {
            compare("dueInMs", referenceDueInMs, kernel.dueInMs());
        }
    }

    private static Object valueOf(RecordComponent field, PumpView view) {
        try {
            return field.getAccessor().invoke(view);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void compare(String field, Object required, Object actual) {
        if (disagreement.isEmpty() && !required.equals(actual)) {
            disagreement = Optional.of(new Disagreement(
                    nowMs, field, required.toString(), actual.toString(), inLine, reference.view()));
        }
    }

    long nowMs() {
        return nowMs;
    }

    Verdict lastVerdict() {
        return lastKernelVerdict;
    }

    /** How often the two were compared as a whole. */
    long comparisons() {
        return comparisons;
    }

    /** How often the requirements left the answer open. */
    long openQuestions() {
        return openQuestions;
    }
}
