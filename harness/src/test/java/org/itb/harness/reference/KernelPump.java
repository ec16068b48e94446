package org.itb.harness.reference;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.itb.harness.replay.CommandDelivery;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.CommandKind;
import org.itb.harness.stream.Commissioning;
import org.itb.harness.stream.DeviceId;
import org.itb.harness.stream.DoseOverride;
import org.itb.harness.stream.KernelNames;
import org.itb.harness.stream.Payload;
import org.itb.harness.stream.Setup;
import org.itb.kernel.Alarm;
import org.itb.kernel.Reply;
import org.itb.kernel.SafetyKernel;

/** The kernel, met as a {@link Pump}. */
final class KernelPump implements Pump {
    private final long deviceId;
    private SafetyKernel kernel;
    private boolean retold;

    /** @throws IllegalArgumentException if the kernel refuses the setup */
    KernelPump(Setup setup) {
        deviceId = DeviceId.of(setup.deviceId());
        kernel = new SafetyKernel(deviceId);
        Commissioning.commission(kernel, setup).ifPresent(refusal -> {
            throw new IllegalArgumentException(refusal.message());
        });
    }

    boolean isAlarmActive(int alarm) {
        return kernel.isAlarmActive(alarm);
    }

    boolean isScheduleSuspended() {
        return kernel.isScheduleSuspended();
    }

    long rateNlPerH() {
        return kernel.rateNlPerH();
    }

    @Override
    public Verdict receive(Header header, Command command, Set<DoseOverride> overrides) {
        if (command instanceof Command.StageFlex flex) {
            CommandDelivery.listSteps(kernel, flex);
        }
        int admitted = admit(header, command.kind(), Payload.digest(command, overrides, header.reason()));
        return verdict(admitted == Reply.OK && !retold ? give(command, overrides) : admitted);
    }

    @Override
    public Verdict receiveTick(Header header, long dtMs, long rtcMs) {
        int admitted = admit(header, CommandKind.TICK, dtMs);
        return verdict(admitted == Reply.OK ? kernel.tick(dtMs, rtcMs) : admitted);
    }

    /** Of what was answered before, that answer. */
    private int admit(Header header, CommandKind kind, long payload) {
        int reply = kernel.admit(
                kind.number(), header.sender().role(), header.deviceId(), header.keyId(), header.seq(), payload, header.authentic());
        retold = reply == Reply.CACHED;
        return retold ? kernel.cachedReply() : reply;
    }

    private static Verdict verdict(int reply) {
        return Verdict.valueOf(KernelNames.REPLIES.get(reply));
    }

    private int give(Command command, Set<DoseOverride> overrides) {
        if (command instanceof Command.Confirm c) {
            return kernel.confirm(
                    c.digest().orElse(kernel.stagedDigest()),
                    overrides.contains(DoseOverride.SOFT),
                    overrides.contains(DoseOverride.REDUCE),
                    overrides.contains(DoseOverride.RESTART));
        }
        if (command instanceof Command.SetRtc c) {
            return kernel.setRtc(c.rtcMs());
        }
        if (command instanceof Command.Reset c) {
            return restart(c.cause().number());
        }
        return CommandDelivery.give(kernel, command);
    }

    /** A new kernel goes on from what this one has put out. */
    private int restart(int cause) {
        SafetyKernel next = new SafetyKernel(deviceId);
        int count = kernel.saveImage();
        for (int i = 0; i < count; i++) {
            next.addImageWord(kernel.imageWord(i));
        }
        int reply = next.restart(cause, 0, 0);
        kernel = next;
        return reply;
    }

    @Override
    public boolean isRetold() {
        return retold;
    }

    @Override
    public long stagedDigest() {
        return retold ? kernel.cachedDigest() : kernel.stagedDigest();
    }

    @Override
    public long lastSeq(long keyId) {
        return kernel.lastSeq(keyId);
    }

    @Override
    public Verdict tick(long dtMs, long rtcMs) {
        return verdict(kernel.tick(dtMs, rtcMs));
    }

    @Override
    public Verdict confirmFlow(long deltaNl) {
        return verdict(kernel.confirmFlow(deltaNl));
    }

    @Override
    public Verdict sense(Command event) {
        return verdict(give(event, Set.of()));
    }

    @Override
    public long dueInMs() {
        return kernel.dueInMs();
    }

    @Override
    public PumpView view() {
        return new PumpView(
                KernelNames.MODES.get(kernel.mode()),
                kernel.rateNlPerH(),
                kernel.basalNlPerH(),
                kernel.bolusNlPerH(),
                alarms(false),
                alarms(true),
                KernelNames.SIGNALS.get(kernel.signal()),
                kernel.signalAlarm(),
                kernel.annunciations(),
                kernel.commandedNl(),
                kernel.confirmedNl(),
                kernel.reservoirNominalNl(),
                kernel.reservoirPessimisticNl(),
                kernel.concentrationUgPerMl(),
                kernel.programPgPerDay(),
                kernel.patientLimitNgPerDay(),
                kernel.isSessionOpen(),
                kernel.startedBoluses(),
                kernel.cancelledBoluses(),
                kernel.deniedBoluses(),
                kernel.timeAnomalies(),
                kernel.resets(),
                kernel.nowMs());
    }

    private SortedSet<Integer> alarms(boolean criticalOnly) {
        SortedSet<Integer> alarms = new TreeSet<>();
        for (int alarm = 1; alarm <= Alarm.COUNT; alarm++) {
            if (criticalOnly ? kernel.isAlarmCritical(alarm) : kernel.isAlarmActive(alarm)) {
                alarms.add(alarm);
            }
        }
        return alarms;
    }
}
