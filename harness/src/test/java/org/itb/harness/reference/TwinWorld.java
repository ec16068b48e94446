package org.itb.harness.reference;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.CommandKind;
import org.itb.harness.stream.Setup;
import org.itb.harness.stream.WorldChange;

/** The world around two pumps: one motor that turns as the first one says, and events that both are told. */
final class TwinWorld {
    private static final BigInteger PARTS_PER_NL = BigInteger.valueOf(3_600_000L * 1_000);

    private long rateNlPerH;
    private long gainPerMille = 1_000;
    private boolean stands;
    private boolean field;
    private boolean sensorWorks = true;
    private BigInteger turned = BigInteger.ZERO;
    private long reservoirNl;
    private BigInteger rtcMs;
    private final List<Command> untold = new ArrayList<>();

    TwinWorld(Setup setup) {
        reservoirNl = setup.fillNl();
        rtcMs = BigInteger.valueOf(setup.rtcMs());
    }

    /** Lets time pass; returns what the sensor saw flow, empty if it sees nothing. */
    OptionalLong pass(long elapsedMs) {
        rtcMs = rtcMs.add(BigInteger.valueOf(elapsedMs));
        long before = turned.divide(PARTS_PER_NL).longValueExact();
        if (!stands && !field) {
            turned = turned.add(BigInteger.valueOf(rateNlPerH * gainPerMille).multiply(BigInteger.valueOf(elapsedMs)));
        }
        long movedNl = Math.min(turned.divide(PARTS_PER_NL).longValueExact() - before, reservoirNl);
        reservoirNl -= movedNl;
        return sensorWorks ? OptionalLong.of(movedNl) : OptionalLong.empty();
    }

    List<Command> tellUntold() {
        List<Command> told = List.copyOf(untold);
        untold.clear();
        return told;
    }

    void follow(long commandedNlPerH) {
        rateNlPerH = commandedNlPerH;
    }

    /** The world changes; returns what its sensors tell at once. */
    List<Command> change(WorldChange change) {
        if (change instanceof WorldChange.MriFieldOn || change instanceof WorldChange.MriFieldOff) {
            return expose(change instanceof WorldChange.MriFieldOn);
        }
        changeQuietly(change);
        return List.of();
    }

    /** A field that stays is no news. */
    private List<Command> expose(boolean toField) {
        boolean news = field != toField;
        field = toField;
        CommandKind told = toField ? CommandKind.FIELD_DETECTED : CommandKind.FIELD_CLEARED;
        return news ? List.of(new Command.Bare(told)) : List.of();
    }

    private void changeQuietly(WorldChange change) {
        if (change instanceof WorldChange.MotorStall) {
            stands = true;
        } else if (change instanceof WorldChange.MotorFree) {
            stands = false;
        } else if (change instanceof WorldChange.MotorGain gain) {
            gainPerMille = gain.gainPerMille();
        } else if (change instanceof WorldChange.Battery battery) {
            untold.removeIf(event -> event instanceof Command.Battery);
            untold.add(0, new Command.Battery(battery.batteryMv()));
        } else if (change instanceof WorldChange.Reset reset) {
            untold.add(new Command.Reset(reset.cause()));
        } else if (change instanceof WorldChange.Corrupt corrupt) {
            untold.add(new Command.MemoryError(corrupt.copy()));
        } else if (change instanceof WorldChange.RtcJump jump) {
            rtcMs = rtcMs.add(BigInteger.valueOf(jump.jumpMs()));
        } else if (change instanceof WorldChange.FlowSensorLost) {
            if (sensorWorks) {
                tellSensorLoss();
            }
            sensorWorks = false;
        } else {
            sensorWorks = true;
        }
    }

    /** After a battery voltage, before a reset. */
    private void tellSensorLoss() {
        Command loss = new Command.Bare(CommandKind.SENSOR_FAULT);
        if (!untold.contains(loss)) {
            int resets = (int) untold.stream().filter(event -> event instanceof Command.Reset).count();
            untold.add(untold.size() - resets, loss);
        }
    }

    /** What the pumps accepted reaches the world. */
    void carriedOut(Command command) {
        if (command instanceof Command.StageRefill refill) {
            reservoirNl = refill.filledNl();
        } else if (command instanceof Command.StageConcentrationChange change) {
            reservoirNl = change.filledNl();
        } else if (command instanceof Command.SetRtc set) {
            rtcMs = BigInteger.valueOf(set.rtcMs());
        }
    }

    /** It stops at the ends of 64 bit. */
    long rtcMs() {
        return rtcMs.min(BigInteger.valueOf(Long.MAX_VALUE)).max(BigInteger.valueOf(Long.MIN_VALUE)).longValueExact();
    }
}
