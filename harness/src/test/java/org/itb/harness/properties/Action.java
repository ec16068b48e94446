package org.itb.harness.properties;

import java.util.ArrayList;
import java.util.List;
import org.itb.harness.stream.Command.FlexStep;
import org.itb.kernel.Kind;
import org.itb.kernel.Reply;

/**
 * Something that happens to a pump in a therapy. What it asks for is relative to the pump's state where that makes it
 * likely to be accepted, so that sequences get deep; what is refused is part of the therapy too.
 */
sealed interface Action {
    void on(PumpUnderTest pump);

    record Wait(long ms) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.pass(ms);
        }
    }

    /** A tick that is late for what was due. A flex day that is followed is driven on time: the driver's duty (D-45). */
    record LateTick(long ms) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            if (pump.mayFollowFlexDay()) {
                pump.pass(Math.min(ms, 86_400_000));
            } else {
                pump.tickLate(ms);
            }
        }
    }

    record BadTick(long dtMs) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.give(new Order.Tick(dtMs, pump.kernel.nowMs()));
        }
    }

    record RtcJump(long ms) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.moveRtc(ms);
        }
    }

    record SetRtc(long ms) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.setRtc(ms);
        }
    }

    record Basal(long rateNlPerH, boolean reduce) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.program(List.of(new FlexStep(0, rateNlPerH)), reduce);
        }
    }

    /** Small reductions one after the other: each is its own dose of the last 24 h. */
    record Basals(int count, int perMille, long apartMs) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            for (int i = 0; i < count; i++) {
                pump.program(List.of(new FlexStep(0, pump.presentRateNlPerH() * perMille / 1000)), true);
                pump.pass(apartMs);
            }
        }
    }

    record ChangeBasal(int perMille, boolean reduce) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.program(List.of(new FlexStep(0, pump.presentRateNlPerH() * perMille / 1000)), reduce);
        }
    }

    /** A day with a step at 00:00 and one at each further minute, shaped by the weights, of so much of the present dose. */
    record FlexDay(List<Integer> minutes, List<Integer> weights, int perMille, boolean reduce) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.program(steps(pump.presentRateNlPerH() * perMille / 1000), reduce);
        }

        List<FlexStep> steps(long meanNlPerH) {
            long weight = 0;
            for (int i = 0; i <= minutes.size(); i++) {
                weight += (long) weights.get(i) * (start(i + 1) - start(i));
            }
            List<FlexStep> steps = new ArrayList<>();
            for (int i = 0; i <= minutes.size(); i++) {
                long rateNlPerH = meanNlPerH * 1440 * weights.get(i) / weight;
                steps.add(new FlexStep(start(i) * 60_000L, Math.min(1_000_000, Math.max(2_000, rateNlPerH))));
            }
            return steps;
        }

        private int start(int i) {
            if (i == 0) {
                return 0;
            }
            return i <= minutes.size() ? minutes.get(i - 1) : 1440;
        }
    }

    record ClinicianBolus(long ng, long durationMs) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.bolus(ng * 1000 / pump.kernel.concentrationUgPerMl(), durationMs);
        }
    }

    /** A row of boluses, each as soon as the one before is over: more than the ledger holds apart. */
    record ClinicianBoluses(int count, long ng, long durationMs) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            for (int i = 0; i < count; i++) {
                pump.bolus(ng * 1000 / pump.kernel.concentrationUgPerMl(), durationMs);
                pump.pass(durationMs);
            }
        }
    }

    record PatientBolus() implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.give(Kind.PATIENT_BOLUS_REQUEST);
        }
    }

    /** The patient asks so and so long before or after the lockout is over, or the oldest start leaves the count. */
    record PatientBolusAtEdge(long afterMs, long offsetMs) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.give(Kind.PATIENT_BOLUS_REQUEST);
            pump.pass(afterMs + offsetMs);
            pump.give(Kind.PATIENT_BOLUS_REQUEST);
        }
    }

    /** The patient asks at every end of the lockout, until the count is used up and beyond. */
    record PatientBoluses(int count, long apartMs) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            for (int i = 0; i < count; i++) {
                pump.give(Kind.PATIENT_BOLUS_REQUEST);
                pump.pass(apartMs);
            }
        }
    }

    record PatientSettings(long ng, long durationMs, long lockoutMs, int countPer24h) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            long volumeNl = ng * 1000 / pump.kernel.concentrationUgPerMl();
            pump.order(new Order.StagePatientBolus(volumeNl, durationMs, lockoutMs, countPer24h));
        }
    }

    /** A limit so far above the dose of the program in force. */
    record LimitAbove(long ng) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.order(new Order.StageLimit(pump.kernel.programPgPerDay() / 1000 + ng));
        }
    }

    record ChangeProfile(int origin, int age, int phase) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.order(new Order.StageProfile(origin, age, phase));
        }
    }

    /** STOP or MIN for a while, then RESUME; 48 h and more need a RESTART. */
    record StopFor(boolean minRate, long ms, boolean resume) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.order(minRate ? Kind.STAGE_MIN_RATE : Kind.STAGE_STOP);
            pump.pass(ms);
            if (resume) {
                pump.order(Kind.STAGE_RESUME);
            }
        }
    }

    record Resume() implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.order(Kind.STAGE_RESUME);
        }
    }

    /** Per mille of the present dose; 0 for the whole earlier program. */
    record Restore(int perMille) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.order(new Order.StageRestore(pump.presentRateNlPerH() * perMille / 1000, perMille == 0));
        }
    }

    /** Per mille of the dose before the gap; 0 for the whole of it. */
    record Restart(int perMille, boolean override) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            long rateNlPerH = pump.presentRateNlPerH() * perMille / 1000;
            pump.order(new Order.StageRestart(rateNlPerH, perMille == 0), true, true, override);
        }
    }

    /** A refill whose aspirated volume is so far from what the commands should have left. */
    record Refill(long errorNl, long filledNl) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.refill(pump.kernel.reservoirNominalNl() + errorNl, filledNl);
        }
    }

    /** Another drug goes into the reservoir, as it should or with one slip; then time passes, of which some bridges it. */
    record ChangeDrug(int concentrationUgPerMl, long pathVolumeNl, Slip slip, long ms) implements Action {
        enum Slip { NONE, RINSED, OTHER_LABEL, NEITHER_BRIDGE_NOR_RINSE, BOTH, NO_SUCH_DRUG }

        @Override
        public void on(PumpUnderTest pump) {
            int drug = slip == Slip.NO_SUCH_DRUG ? 700 : concentrationUgPerMl;
            int label = slip == Slip.OTHER_LABEL ? 2_500 - concentrationUgPerMl : drug;
            boolean bridge = slip != Slip.RINSED && slip != Slip.NEITHER_BRIDGE_NOR_RINSE;
            pump.changeDrug(drug, label, pathVolumeNl, bridge, slip == Slip.RINSED || slip == Slip.BOTH);
            pump.pass(ms);
        }
    }

    /** A new or replaced catheter is filled; again: with the token of the last one. */
    record Prime(long volumeNl, long durationMs, boolean again) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.prime(volumeNl, durationMs, again);
        }
    }

    /** What the medium tells of copy A, of copy B, or of both. */
    record MemoryError(int copy) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.give(new Order.MemoryError(copy));
        }
    }

    record RestartFromCopies(int cause, boolean fromNothing, boolean bridgeLost, long outageMs) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.restart(cause, fromNothing, bridgeLost && !fromNothing, outageMs);
        }
    }

    /** The motor sticks for a while. Nobody reports it: the kernel must find out. */
    record Stall(long ms) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.stick(true);
            pump.pass(ms);
            pump.stick(false);
            pump.pass(60_000);
        }
    }

    /** A scan as it should be, or with its begin, its field sensor or its end left out, and nobody who looks afterwards. */
    record Scan(boolean begun, boolean sensed, boolean ended, boolean looked, long ms) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            if (begun) {
                pump.inSession(new Order.Bare(Kind.MRI_BEGIN));
                pump.pass(60_000);
            }
            if (sensed) {
                pump.expose(true);
                pump.give(Kind.PATIENT_BOLUS_REQUEST);
            }
            pump.pass(ms);
            pump.expose(false);
            if (ended) {
                pump.inSession(new Order.Bare(Kind.MRI_END));
            }
            if (looked) {
                pump.inSession(new Order.Bare(Kind.INTERROGATE));
                pump.pass(3_600_000);
            }
        }
    }

    record ScanBegins() implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.inSession(new Order.Bare(Kind.MRI_BEGIN));
        }
    }

    record ScanEnds() implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.inSession(new Order.Bare(Kind.MRI_END));
        }
    }

    /** A field that nobody announced, and that stays until something else ends it. */
    record Field(boolean comes) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.expose(comes);
        }
    }

    record MotorReports(boolean stalled) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.give(stalled ? Kind.MOTOR_STALL : Kind.MOTOR_RECOVERED);
        }
    }

    /** The motor delivers so much of what it is told, for a while. */
    record Gain(int perMille, long ms) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.gain(perMille);
            pump.pass(ms);
            pump.gain(1000);
        }
    }

    record EncoderLost(long ms) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.loseEncoder(true);
            pump.pass(ms);
            pump.loseEncoder(false);
        }
    }

    record Battery(long mv) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.give(new Order.Battery(mv));
        }
    }

    record Reset(int cause) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.give(new Order.Reset(cause));
        }
    }

    /** A reset so many ms into a bolus of its own. */
    record ResetInBolus(long ng, long durationMs, long afterMs, int cause) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            new ClinicianBolus(ng, durationMs).on(pump);
            pump.pass(afterMs);
            pump.give(new Order.Reset(cause));
        }
    }

    record Pause(int alarm, long ms) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.inSession(new Order.PauseAlarm(alarm, ms));
        }
    }

    record Clear(int alarm) implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.inSession(new Order.ClearAlarm(alarm));
        }
    }

    record AskForStatus() implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.give(Kind.PATIENT_STATUS);
        }
    }

    record LookAndClear() implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.lookAndClear();
        }
    }

    record BringBack() implements Action {
        @Override
        public void on(PumpUnderTest pump) {
            pump.bringBack();
        }
    }

    /** Staged, and confirmed too late, with the wrong digest, or twice. */
    record BadConfirm(Wrong wrong) implements Action {
        enum Wrong { LATE, DIGEST, TWICE, NOTHING_STAGED }

        @Override
        public void on(PumpUnderTest pump) {
            Order staged = new Order.StageBolus(100, 600_000);
            pump.give(Kind.OPEN_SESSION);
            int reply = wrong == Wrong.NOTHING_STAGED ? Reply.NOT_STAGED : pump.give(staged);
            long digest = pump.kernel.stagedDigest() + (wrong == Wrong.DIGEST ? 1 : 0);
            if (wrong == Wrong.LATE) {
                pump.pass(120_001);
            }
            Order.Confirm confirm = new Order.Confirm(staged, digest, true, true, true);
            pump.give(confirm);
            if (wrong == Wrong.TWICE && reply == Reply.OK) {
                pump.give(confirm);
            }
            pump.give(Kind.CLOSE_SESSION);
        }
    }

    /** What a clinician gets wrong: one slip at a time in an order that would be good without it. */
    record Mistake(Slip slip) implements Action {
        enum Slip { MISSTATED_DOSE, NO_SOFT_OVERRIDE, OTHER_CONCENTRATION, WRONG_LABEL, REFILL_OF_ANOTHER, CHANGED_MIND }

        @Override
        public void on(PumpUnderTest pump) {
            long concentration = pump.kernel.concentrationUgPerMl();
            long other = concentration == 2_000 ? 500 : 2_000;
            long rateNlPerH = pump.presentRateNlPerH();
            long ng = rateNlPerH * 24 * concentration / 1000;
            switch (slip) {
                case MISSTATED_DOSE -> pump.order(program(rateNlPerH, concentration, ng / 10));
                case NO_SOFT_OVERRIDE -> {
                    long highNlPerH = Math.max(rateNlPerH, 1_010_000_000L / 24 / concentration);
                    pump.order(new Order.StageLimit(1_200_000));
                    pump.order(program(highNlPerH, concentration, highNlPerH * 24 * concentration / 1000), false, true, true);
                }
                case OTHER_CONCENTRATION -> pump.order(program(rateNlPerH, other, ng));
                case WRONG_LABEL -> pump.order(new Order.StageRefill(0, 10_000_000, concentration, other));
                case REFILL_OF_ANOTHER -> pump.order(new Order.StageRefill(0, 10_000_000, other, other));
                case CHANGED_MIND -> pump.inSession(program(rateNlPerH, concentration, ng), new Order.Bare(Kind.ABORT));
            }
        }

        private static Order program(long rateNlPerH, long concentrationUgPerMl, long statedNgPerDay) {
            return new Order.StageProgram(List.of(new FlexStep(0, rateNlPerH)), concentrationUgPerMl, statedNgPerDay);
        }
    }
}
