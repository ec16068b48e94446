package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.itb.harness.kernel.PumpUnderTest.assertReply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.itb.kernel.Alarm;
import org.itb.kernel.AlarmBank;
import org.itb.kernel.BolusRules;
import org.itb.kernel.DoseLedger;
import org.itb.kernel.DoseRules;
import org.itb.kernel.Prescription;
import org.itb.kernel.Reply;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The edges of rules that therapy through the kernel's door seldom or never meets: the rule itself holds there too. */
class RuleEdgeTest {

    // [utest->req~SR-08~1]
    @Tag("outside-the-contracts")
    @ParameterizedTest
    @CsvSource({"0, 12000, true", "0, 12001, false", "-1, 0, false", "100000000, 100000000000, true", "100000001, 100000001000, false"})
    void aDoseIsStatedWithinOneNlPerHourAlsoAtEitherEndOfWhatIsLookedAt(long statedNg, long dosePg, boolean asStated) {
        assertEquals(asStated, DoseRules.isDoseAsStated(statedNg, dosePg, 500));
    }

    /** SR-10: the same dose begins no spacing, a larger one does, and a return within 24 h does not. */
    // [utest->req~SR-10~1] [utest->req~SR-12~1]
    @ParameterizedTest
    @CsvSource({
        "5, 5, false, 0, false", "6, 5, false, 0, true", "4, 5, false, 0, false", "6, 5, true, 86400000, false",
        "6, 5, true, 86400001, true", "5, 5, true, 86400001, false"})
    void aDoseThatRisesIsSpacedFromTheNextUnlessItReturns(
            long dosePg, long presentPg, boolean restoring, long sinceMs, boolean spaced) {
        assertEquals(spaced, DoseRules.isSpaced(dosePg, presentPg, restoring, sinceMs));
    }

    /** SR-10: each of the two times bars for itself, up to the last millisecond. */
    // [utest->req~SR-10~1]
    @ParameterizedTest
    @CsvSource({"86399999, 86400000, STEP_SPACING", "86400000, 86399999, STEP_SPACING", "86400000, 86400000, OK"})
    void anIncreaseWaitsForADayAfterTheFirstStartAndAfterTheLastOne(long sinceFirstStartMs, long sinceIncreaseMs, String reply) {
        assertEquals(reply, PumpUnderTest.nameOf(DoseRules.increaseVerdict(100, 100, 20, sinceFirstStartMs, sinceIncreaseMs)));
    }

    /** SR-11: what a large reduction came from is kept until the dose is there again. */
    // [utest->req~SR-11~1]
    @ParameterizedTest
    @CsvSource({"79, 100, 0, 100", "80, 100, 0, 0", "80, 100, 81, 81", "80, 100, 80, 0", "80, 100, 79, 0", "90, 80, 100, 100"})
    void aLargeReductionIsRememberedUntilItsDoseIsBack(long dosePg, long presentPg, long beforePg, long afterPg) {
        assertEquals(afterPg, DoseRules.reducedFromPg(dosePg, presentPg, beforePg));
    }

    // [utest->req~SR-11~1]
    @ParameterizedTest
    @CsvSource({"79, false, STEP_DOWN", "79, true, OK", "80, false, OK", "100, false, OK"})
    void aLargeReductionWantsItsOverride(long dosePg, boolean reduce, String reply) {
        assertEquals(reply, PumpUnderTest.nameOf(DoseRules.decreaseVerdict(dosePg, 100, reduce)));
    }

    // [utest->req~SR-07~1] [utest->req~SR-11~1]
    @ParameterizedTest
    @CsvSource({"150000000, 0, OK", "150000001, 0, DOSE_HOUR", "0, 89999999999, OK", "0, 90000000000, DOSE_WINDOW"})
    void aReductionThatWasMeantIsJudgedByTheWindowsAlone(long hourPg, long dayCountedPg, String reply) {
        assertEquals(reply, PumpUnderTest.nameOf(DoseRules.reductionVerdict(hourPg, dayCountedPg)));
    }

    // [utest->req~SR-15~1]
    @ParameterizedTest
    @CsvSource({"1, true", "0, false", "40000000, true", "40000001, false"})
    void aBolusIsAtLeastANanolitreAndNoMoreThanAReservoir(long volumeNl, boolean isVolume) {
        assertEquals(isVolume, BolusRules.isVolume(volumeNl, 50, 5_000_000));
    }

    // [utest->req~SR-17~1]
    @ParameterizedTest
    @CsvSource({"3599999, false", "3600000, true", "2147483647, true", "2147483648, false"})
    void aLockoutIsBetweenAnHourAndWhatTheKernelCanHold(long lockoutMs, boolean isLockout) {
        assertEquals(isLockout, BolusRules.isLockout(lockoutMs));
    }

    // [utest->req~SR-06~1]
    // [utest->req~SR-07~1]
    @ParameterizedTest
    @CsvSource({"3600000000001, 3600000000001, true", "3600000000001, 3600000000000, false", "3600000000000, 0, true"})
    void aWindowHoldsNoMoreThanTheLimitOrThanUnchanged(long loadNlMsPerH, long unchangedNlMsPerH, boolean fits) {
        assertEquals(fits, DoseRules.isWithin(loadNlMsPerH, unchangedNlMsPerH, 1_000, 1_000_000));
    }

    @Nested
    class AnAlarmBank {
        private final AlarmBank bank = new AlarmBank();

        // [utest->req~SR-20~1]
        @ParameterizedTest
        @CsvSource({"2, false", "17, false", "1, true"})
        void barsBolusesAsLongAsOneAlarmDoesThatBarsThem(int barring, boolean critical) {
            bank.raise(barring, critical);
            bank.raise(Alarm.RESERVOIR_LOW, false);
            bank.lower(Alarm.RESERVOIR_LOW);
            assertTrue(bank.bars(), "the other one still bars");
            bank.raise(Alarm.RESERVOIR_LOW, false);
            bank.lower(barring);
            assertFalse(bank.bars(), "A04 bars nothing");
        }

        // [utest->req~SR-44~1]
        @Test
        void announcesNoEndOfAPauseOfWhatIsNotActive() {
            bank.pause(Alarm.ERI, 1_000);
            bank.annunciate(0);
            assertEquals(0, bank.dueAtMs());
            bank.raise(Alarm.ERI, false);
            bank.annunciate(0);
            assertEquals(1_000, bank.dueAtMs());
        }

        // [utest->req~SR-42~1]
        @Test
        void soundsAtOnceForAnotherAlarmOfTheSamePriority() {
            bank.raise(Alarm.ERI, false);
            bank.annunciate(0);
            assertEquals(1, bank.soundingCount());
            bank.raise(Alarm.RESERVOIR_LOW, false);
            bank.annunciate(1);
            assertEquals(Alarm.RESERVOIR_LOW, bank.soundingAlarm());
            assertEquals(2, bank.soundingCount());
            bank.annunciate(2);
            assertEquals(2, bank.soundingCount(), "and not again until its repeat");
        }

        // [utest->req~SR-42~1]
        @Test
        void soundsAtOnceForTheSameAlarmOfAnotherPriority() {
            bank.raise(Alarm.NOT_THERAPY, true);
            bank.annunciate(0);
            bank.lower(Alarm.NOT_THERAPY);
            bank.raise(Alarm.NOT_THERAPY, false);
            bank.annunciate(1);
            assertEquals(AlarmBank.NONCRITICAL, bank.signal());
            assertEquals(2, bank.soundingCount());
        }
    }

    /** Of seventeen boluses the two oldest are one: charged together, until the later of their ends (K-05). */
    // [utest->req~SR-21~1]
    @Nested
    class AFullLedger {
        private final DoseLedger ledger = new DoseLedger();

        /** The oldest of 1,000 pg ends at a minute, fifteen others of 1 pg a minute later. */
        private void full() {
            ledger.charge(1_000, 1_000, 0, MINUTE_MS);
            for (int i = 0; i < 15; i++) {
                ledger.charge(1, 1, MINUTE_MS, 2 * MINUTE_MS);
            }
        }

        @ParameterizedTest
        @CsvSource({"-1, 1016", "0, 16"})
        void keepsTheOldestInTheDayUntilADayAfterItsEnd(long late, long dayPg) {
            full();
            long nowMs = MINUTE_MS + DAY_MS + late;
            ledger.charge(1, 1, nowMs, nowMs + MINUTE_MS);
            assertEquals(dayPg, ledger.dayPg(nowMs));
            assertEquals(1, ledger.hourPg(nowMs));
        }

        @ParameterizedTest
        @CsvSource({"-1, 1016", "0, 16"})
        void keepsTheOldestInTheHourUntilAnHourAfterItsEnd(long late, long hourPg) {
            full();
            long nowMs = MINUTE_MS + HOUR_MS + late;
            ledger.charge(1, 1, nowMs, nowMs + MINUTE_MS);
            assertEquals(hourPg, ledger.hourPg(nowMs));
            assertEquals(1_016, ledger.dayPg(nowMs));
        }
    }

    @Nested
    class APrescription {
        private static final int UG_PER_ML = 2_000;
        private static final long PG_PER_NL_PER_H = 24 * UG_PER_ML;
        private final Prescription prescription = new Prescription();

        private void running(int rateNlPerH) {
            stage(rateNlPerH);
            prescription.install(2 * DAY_MS, 2 * DAY_MS);
        }

        private void stage(int rateNlPerH) {
            prescription.draftContinuous(rateNlPerH);
            prescription.stageDraft();
        }

        private int judge(int rateNlPerH, boolean soft, boolean reduce, long dayCountedPg, long hourCountedPg) {
            stage(rateNlPerH);
            return prescription.programVerdict(UG_PER_ML, rateNlPerH * PG_PER_NL_PER_H / 1_000, soft, reduce, false, 0,
                    dayCountedPg, hourCountedPg);
        }

        /** 24,000 nL/h are 1,152 µg a day, above P05; the reduction is too, and needs no second override. */
        // [utest->req~SR-11~1]
        @Test
        void letsAReductionWithItsOverrideThroughAboveTheSoftLimit() {
            running(24_000);
            assertReply(Reply.OK, judge(23_000, false, true, 0, 0));
            assertReply(Reply.DOSE_SOFT, judge(23_000, false, false, 0, 0));
            assertReply(Reply.DOSE_SOFT, judge(24_000, false, true, 0, 0));
        }

        // [utest->req~SR-06~1]
        // [utest->req~SR-11~1]
        @Test
        void refusesAlsoAReductionInADayThatIsOverfull() {
            running(8_333);
            assertReply(Reply.DOSE_WINDOW, judge(8_000, false, true, DoseRules.OVERFULL_PG, 0));
            assertReply(Reply.DOSE_HOUR, judge(8_000, false, true, 0, DoseRules.OVERFULL_PG));
            assertReply(Reply.OK, judge(8_000, false, true, 0, 0));
        }

        // [utest->req~SR-06~1]
        @Test
        void judgesWithTheBolusesOnlyADoseThatRises() {
            prescription.setLimit(400_000); // 8,333 nL/h are 399,984 ng
            running(8_333);
            assertReply(Reply.OK, judge(8_333, false, false, 100_000_000, 0));
            assertReply(Reply.DOSE_HARD, judge(8_334, false, false, 100_000_000, 0));
            prescription.setLimit(450_000);
            assertReply(Reply.DOSE_WINDOW, judge(8_334, false, false, 50_000_000, 0));
        }

        // [utest->req~SR-07~1]
        @Test
        void judgesTheHourOfAReductionOnlyIfItsWorstHourRises() {
            running(8_333); // 16,666 ng an hour, and boluses of 150,000
            assertReply(Reply.OK, judge(8_332, false, false, 0, 150_000_000));
            assertReply(Reply.DOSE_HOUR, judge(8_333, false, false, 0, 150_000_000));
            prescription.draftClear();
            prescription.draftStep(0, 8_333);
            prescription.draftStep(12 * HOUR_MS, 8_000);
            prescription.draftSeal();
            prescription.stageDraft();
            assertReply(Reply.OK, prescription.programVerdict(UG_PER_ML, 391_992, false, false, false, 0, 0, 150_000_000));
        }

        /** D-02: the higher dose of before stays in the day's window. */
        // [utest->req~SR-06~1]
        // [utest->req~SR-35~1]
        @Test
        void countsTheDoseOfBeforeARestartForADay() {
            running(8_000);
            stage(4_000);
            prescription.acceptRestart(UG_PER_ML, 0, 0);
            assertEquals(8_000 * PG_PER_NL_PER_H, prescription.highestPg(UG_PER_ML, DAY_MS - 1));
            assertEquals(4_000 * PG_PER_NL_PER_H, prescription.highestPg(UG_PER_ML, DAY_MS));
        }

        /** D-39e: nothing lower from before is held as the reference of the next increase. */
        // [utest->req~SR-09~1]
        // [utest->req~SR-35~1]
        @Test
        void takesTheRestartsDoseForTheReference() {
            running(4_000);
            stage(8_000);
            prescription.accept(UG_PER_ML, false, 0, 0);
            stage(7_000);
            prescription.acceptRestart(UG_PER_ML, 1, 1);
            for (long heldPg : KernelState.longs(prescription, "history.lowPg")) {
                assertEquals(7_000 * PG_PER_NL_PER_H, heldPg);
            }
        }

        /** D-06: a flex day of the same dose is no increase, and delays none. */
        // [utest->req~SR-09~1]
        @Test
        void startsNoNewSpacingWhenTheDoseStaysTheSame() {
            running(8_000);
            prescription.draftClear();
            prescription.draftStep(0, 9_000);
            prescription.draftStep(12 * HOUR_MS, 7_000);
            prescription.draftSeal();
            prescription.stageDraft();
            prescription.accept(UG_PER_ML, false, 0, 0);
            assertReply(Reply.OK, judge(8_001, false, false, 0, 0));
        }
    }
}
