package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.DAY_MS;
import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.itb.harness.stream.DoseOverride;
import org.itb.kernel.DoseHistory;
import org.itb.kernel.DoseLedger;
import org.itb.kernel.Reply;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is remembered of boluses and doses when there are more than can be held apart (K-05), and K-04. */
class HistoryTest {
    // [utest->req~SR-06~1]
    // [utest->req~SR-21~1]
    @Nested
    class AFullLedgerCountsLongerAndNeverShorter {
        /** 500 nL are 1,000 ng; twenty of them are the whole window. */
        @Test
        void countsTwentyBolusesThoughItHoldsSixteen() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).limit(399_984 + 20_000).running(8_333);
            for (int i = 0; i < 20; i++) {
                accepted(pump.clinicianBolus(500, MINUTE_MS));
                pump.pass(10 * MINUTE_MS);
            }
            pump.refused(Reply.DOSE_WINDOW, () -> pump.clinicianBolus(1, MINUTE_MS));
        }

        @Test
        void keepsTheOldestUntilTheSecondOldestEnds() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).limit(399_984 + 17_000).running(8_333);
            for (int i = 0; i < 17; i++) {
                accepted(pump.clinicianBolus(500, MINUTE_MS));
                pump.pass(10 * MINUTE_MS);
            }
            pump.passUntil(11 * MINUTE_MS + DAY_MS - 1);
            pump.refused(Reply.DOSE_WINDOW, () -> pump.clinicianBolus(1, MINUTE_MS));
            pump.pass(1);
            accepted(pump.clinicianBolus(1_000, MINUTE_MS));
        }

        // [utest->req~SR-07~1]
        @Test
        void countsSeventeenBolusesOfOneHour() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).running(8_333);
            for (int i = 0; i < 17; i++) {
                accepted(pump.clinicianBolus(3_921, MINUTE_MS));
                pump.pass(MINUTE_MS);
            }
            pump.refused(Reply.DOSE_HOUR, () -> pump.clinicianBolus(11, MINUTE_MS)); // 75,000 − 8,333 − 66,657
            accepted(pump.clinicianBolus(10, MINUTE_MS));
        }

        @Test
        void forgetsWhatNoLongerCountsInsteadOfMergingIt() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).limit(399_984 + 16_000).running(8_333);
            for (int i = 0; i < 16; i++) {
                accepted(pump.clinicianBolus(500, MINUTE_MS));
                pump.pass(MINUTE_MS);
            }
            pump.pass(2 * DAY_MS);
            for (int i = 0; i < 16; i++) {
                accepted(pump.clinicianBolus(500, MINUTE_MS));
                pump.pass(MINUTE_MS);
            }
            pump.refused(Reply.DOSE_WINDOW, () -> pump.clinicianBolus(1, MINUTE_MS));
        }

        @Test
        void capsAMergedChargeAboveEveryLimit() {
            DoseLedger ledger = new DoseLedger();
            for (int i = 0; i < 20; i++) {
                ledger.charge(DoseLedger.CHARGE_MAX_PG, DoseLedger.CHARGE_MAX_PG, 0, MINUTE_MS);
            }
            assertEquals(16 * 5_000_000_000L, ledger.dayPg(0));
            assertEquals(16 * 5_000_000_000L, ledger.hourPg(0));
        }
    }

    // [utest->req~SR-09~1]
    @Nested
    class AFullDoseHistoryKeepsTheLowestAndTheHighest {
        /** 20 steps down from 10,000 nL/h, 480,000 ng: the first dose still bounds a bolus. */
        @Test
        void keepsTheHighestDoseForTheWindow() {
            PumpUnderTest pump = PumpUnderTest.with(2_000).limit(480_000 + 1_999).running(10_000);
            for (int i = 1; i <= 20; i++) {
                accepted(pump.program(10_000 - i));
                pump.pass(MINUTE_MS);
            }
            pump.refused(Reply.DOSE_WINDOW, () -> pump.clinicianBolus(1_000, MINUTE_MS));
            pump.pass(DAY_MS);
            accepted(pump.clinicianBolus(1_000, MINUTE_MS));
        }

        @Test
        void keepsTheLowestDoseForTheStep() {
            PumpUnderTest pump = PumpUnderTest.with(500).running(10_000);
            accepted(pump.program(8_000));
            accepted(pump.restore());
            for (int i = 0; i < 10; i++) {
                pump.pass(MINUTE_MS);
                accepted(pump.program(9_990));
                accepted(pump.restore());
            }
            pump.refused(Reply.STEP_UP, () -> pump.program(10_401));
            pump.pass(DAY_MS);
            accepted(pump.program(13_000));
        }

        @Test
        void forgetsWhatNoLongerCountsInsteadOfMergingIt() {
            PumpUnderTest pump = PumpUnderTest.with(500).limit(121_000).running(10_000);
            accepted(pump.program(8_000));
            accepted(pump.restore());
            for (int i = 0; i < 3; i++) {
                accepted(pump.program(9_990));
                accepted(pump.restore());
            }
            pump.pass(2 * DAY_MS);
            accepted(pump.program(9_900));
            accepted(pump.restore());
            accepted(pump.program(9_900));
            accepted(pump.restore());
            accepted(pump.setLimit(2_100_000));
            accepted(pump.program(12_870)); // 130 % of 9,900: the 8,000 are forgotten
        }

        /** D-39e: after a restart nothing older is the reference. */
        @Test
        void beginsAnewWithARestart() {
            DoseHistory history = new DoseHistory();
            for (int i = 0; i < 3; i++) {
                history.replaced(1_000, 0, 0);
            }
            history.restart(7_000);
            assertEquals(7_000, history.lowestPg(7_000, 0));
            assertEquals(7_000, history.highestPg(7_000, 0));
        }
    }

    /** K-04: what opens a way round a check must not last longer because time stood still. */
    // [utest->req~SR-12~1]
    @Test
    void endsTheExemptionOfARestoreOnTheFullClock() {
        PumpUnderTest pump = PumpUnderTest.with(500).running(10_000);
        accepted(pump.program(5_000, DoseOverride.REDUCE));
        pump.step(DAY_MS);
        accepted(pump.restoreTo(9_000));
        PumpUnderTest later = PumpUnderTest.with(500).running(10_000);
        accepted(later.program(5_000, DoseOverride.REDUCE));
        later.step(DAY_MS + 1);
        later.refused(Reply.STEP_UP, () -> later.restoreTo(9_000));
        later.pass(HOUR_MS);
        later.refused(Reply.STEP_UP, () -> later.restore());
    }
}
