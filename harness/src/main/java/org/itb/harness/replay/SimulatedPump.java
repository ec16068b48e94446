package org.itb.harness.replay;

import java.util.Optional;
import org.itb.harness.memory.Damage;
import org.itb.harness.memory.LogRecord;
import org.itb.harness.memory.MediumException;
import org.itb.harness.memory.PumpMemory;
import org.itb.harness.memory.RamMedium;
import org.itb.harness.quiet.EvenFlow;
import org.itb.harness.quiet.QuietKernel;
import org.itb.harness.quiet.Repeats;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.Commissioning;
import org.itb.harness.stream.DeviceId;
import org.itb.harness.stream.Entry;
import org.itb.harness.stream.ResetCause;
import org.itb.harness.stream.Setup;
import org.itb.harness.world.SimulatedWorld;
import org.itb.kernel.Reply;
import org.itb.kernel.SafetyKernel;

/**
 * A kernel in a simulated world, driven as the lines of a stream say.
 *
 * <p>A tick comes at every multiple of {@code tickMs}, at the instant of every line, and whenever the kernel announces
 * a change of its own (D-45), so that results do not depend on {@code tickMs}. At one instant: first the motor's flow,
 * then the tick, then what else the hardware has to tell, then the lines in file order (D-50).
 */
public final class SimulatedPump {
    /** What {@link #carryOut} returns for a line that sends nothing. */
    public static final int NO_REPLY = -1;

    /** How a reset is played. */
    public enum Restart {
        /** As hardware does it: a new kernel goes on from the two copies of the image. */
        FROM_COPIES,
        /** The same kernel hears of a reset, and forgets nothing: for who must put states back into one kernel. */
        IN_PLACE
    }

    private final long deviceId;
    private final boolean inPlace;
    private final Forgotten forgotten = new Forgotten();
    private SafetyKernel kernel;
    private QuietKernel quiet;
    private final SimulatedWorld world;
    private final Programmer programmer;
    private final int tickMs;

    private long nowMs;
    /** Instant of the last tick that the kernel took. */
    private long tickedMs;
    private int bookedMode;
    private int bookedBasalNlPerH;
    private int bookedBolusNlPerH;

    /**
     * A pump in the state of a setup.
     *
     * @param tickMs 1 … 60,000
     * @throws IllegalArgumentException if the kernel refuses the setup
     */
    public SimulatedPump(Setup setup, int tickMs) {
        this(setup, tickMs, Restart.FROM_COPIES);
    }

    /** A pump in the state of a setup, with resets played in this way. */
    public SimulatedPump(Setup setup, int tickMs, Restart restart) {
        inPlace = restart == Restart.IN_PLACE;
        deviceId = DeviceId.of(setup.deviceId());
        kernel = new SafetyKernel(deviceId);
        Optional<Commissioning.Refusal> refusal = Commissioning.commission(kernel, setup);
        if (refusal.isPresent()) {
            throw new IllegalArgumentException(refusal.get().message());
        }
        quiet = new QuietKernel(kernel);
        world = new SimulatedWorld(setup);
        world.follow(kernel);
        programmer = new Programmer(kernel, world, deviceId, cause -> restart(cause, Damage.NONE));
        this.tickMs = tickMs;
    }

    /** Whether automatic ticks come before this line. */
    public boolean isBefore(Entry entry) {
        return nowMs < entry.atMs() && !replacesTicks(entry);
    }

    /** The next automatic tick on the way to a line. */
    public void tickTowards(Entry entry) {
        tickTowards(entry.atMs());
    }

    /** The next automatic tick, at {@code untilMs} at the latest. */
    public void tickTowards(long untilMs) {
        pass(nextTickMs(untilMs));
        kernel.tick(nowMs - tickedMs, world.rtcMs());
        tickedMs = nowMs;
        sense();
        world.follow(kernel);
    }

    /**
     * How many of the next minutes bring no change to a kernel but that time passes, drug flows, and what sounds does so
     * again, as far as kernel and world know; no more than come until a time. 0 is always a right answer.
     */
    public int quietMinutes(long untilMs) {
        boolean inStep = tickMs == EvenFlow.TICK_MS && nowMs % tickMs == 0 && nowMs == tickedMs;
        int most = (int) Math.min((untilMs - nowMs) / EvenFlow.TICK_MS, EvenFlow.MOST_TICKS);
        if (!inStep || most <= 0) {
            return 0;
        }
        int minutes = quiet.minutes(most, world.seenFlow(), world.isSensorWorking(), world.rtcMs());
        return minutes > 0 && world.isQuiet(minutes) ? minutes : 0;
    }

    /** When what sounds does so again in quiet time. */
    public Repeats repeats() {
        return quiet.repeats();
    }

    /** So many minutes pass at once, no more than {@link #quietMinutes} said; all is as if each tick had come. */
    public void passQuiet(int minutes) {
        quiet.pass(minutes, world.seenFlow());
        world.passQuiet(minutes);
        nowMs += (long) minutes * EvenFlow.TICK_MS;
        tickedMs = nowMs;
        book();
    }

    /** Carries a line out whose time has come; returns the kernel's reply, {@link #NO_REPLY} if it sends nothing. */
    public int carryOut(Entry entry) {
        int reply = NO_REPLY;
        boolean replacesTicks = replacesTicks(entry);
        programmer.forgetCarriedOut();
        if (replacesTicks) {
            pass(entry.atMs());
        }
        if (entry.worldChange().isPresent()) {
            world.change(entry.worldChange().get(), kernel);
        }
        if (entry.message().isPresent()) {
            reply = programmer.send(entry.message().get());
        }
        if (replacesTicks) {
            tickedMs = reply == Reply.OK ? nowMs : tickedMs;
            sense();
        }
        world.follow(kernel);
        return reply;
    }

    /** What the hardware has to tell with a tick. A restart finds what is damaged itself (K-59). */
    private void sense() {
        world.senseRest(kernel);
        if (world.isMemoryAsItWas()) {
            return;
        }
        Damage damage = world.takeDamage();
        for (ResetCause cause : world.takeResets()) {
            restart(cause.number(), damage);
            damage = Damage.NONE;
        }
        if (damage != Damage.NONE) {
            kernel.memoryError(copies(damage).damage().copy());
        }
    }

    /** The image as it stands, in two copies, damaged in this way. */
    private PumpMemory copies(Damage damage) {
        PumpMemory memory = new PumpMemory(new RamMedium(PumpMemory.size()), 0);
        memory.commit(kernel, new PumpMemory.Note(world.rtcMs(), 0, new byte[LogRecord.HASH_LENGTH]));
        try {
            memory.corrupt(damage);
        } catch (MediumException impossible) {
            throw new IllegalStateException(impossible);
        }
        return memory;
    }

    private int restart(int cause, Damage damage) {
        if (inPlace) {
            return kernel.reset(cause);
        }
        PumpMemory.Restarted restarted = copies(damage).restart(deviceId, cause, world.rtcMs());
        if (!restarted.known()) {
            forgotten.add(kernel);
        }
        kernel = restarted.kernel();
        quiet = new QuietKernel(kernel);
        programmer.serve(kernel);
        return Reply.OK;
    }

    /** D-51: a TICK that moves time stands for all ticks since the line above. */
    private static boolean replacesTicks(Entry entry) {
        return entry.message().isPresent()
                && entry.message().get().command() instanceof Command.Tick tick
                && tick.dtMs() > 0;
    }

    private long nextTickMs(long untilMs) {
        long nextMultipleMs = (nowMs / tickMs + 1) * tickMs;
        long nextMs = Math.min(untilMs, nextMultipleMs);
        long dueInMs = Math.max(1, kernel.dueInMs());
        return dueInMs < nextMs - nowMs ? nowMs + dueInMs : nextMs;
    }

    private void pass(long untilMs) {
        world.pass(untilMs - nowMs, kernel);
        nowMs = untilMs;
        book();
    }

    private void book() {
        bookedMode = kernel.mode();
        bookedBasalNlPerH = kernel.basalNlPerH();
        bookedBolusNlPerH = kernel.bolusNlPerH();
    }

    /**
     * The mode in which the last tick found the kernel. The flow that comes before a tick may end a stall, and with it
     * the mode, so it need not be the one after the tick before; the kernel books the time between at this one.
     */
    public int bookedMode() {
        return bookedMode;
    }

    /** The basal at which the last tick found the kernel. */
    public int bookedBasalNlPerH() {
        return bookedBasalNlPerH;
    }

    /** The bolus at which the last tick found the kernel. */
    public int bookedBolusNlPerH() {
        return bookedBolusNlPerH;
    }

    /** Time since the start of the stream. */
    public long nowMs() {
        return nowMs;
    }

    /** Time as the kernel's ticks have told it. */
    public long tickedMs() {
        return tickedMs;
    }

    public SafetyKernel kernel() {
        return kernel;
    }

    /** What kernels counted whose memory was lost; the present one began to count anew. */
    Forgotten forgotten() {
        return forgotten;
    }

    public SimulatedWorld world() {
        return world;
    }

    /** Whether the last line only had an earlier answer told again (SR-50). */
    public boolean isRetold() {
        return programmer.isRetold();
    }

    /** What the last line had the kernel do: its command, or of a confirmation the staged one; empty if it refused. */
    public Optional<Command> carriedOut() {
        return programmer.carriedOut();
    }
}
