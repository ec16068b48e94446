package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.assertReply;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.itb.kernel.Alarm;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;
import org.itb.kernel.Role;
import org.itb.kernel.SafetyKernel;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, their numbers and their failures: SR-48, SR-49, SR-50. */
class KeysTest {
    private static final long CLINICIAN_KEY = 1;
    private static final long PATIENT_KEY = 2;
    private static final long WINDOW_MS = 600_000;
    /** What is told again touches no more than this. */
    private static final List<String> TOLD = List.of(
            "inService", "session.admitted", "session.cachedReply", "session.cachedDigest", "session.keys.awaiting");

    private static PumpUnderTest running() {
        return PumpUnderTest.with(2_000).patientBolus(20_000, 600_000, 4 * HOUR_MS, 4).running(8_333);
    }

    private static int requestBolus(PumpUnderTest pump, long seq) {
        int reply = pump.admit(Kind.PATIENT_BOLUS_REQUEST, Role.PATIENT, PATIENT_KEY, seq, 0);
        return reply == Reply.OK ? pump.kernel().requestPatientBolus() : reply;
    }

    /** A message that says little, under any key. */
    private static int status(PumpUnderTest pump, long keyId, long seq) {
        int reply = pump.admit(Kind.PATIENT_STATUS, Role.PATIENT, keyId, seq, 0);
        return reply == Reply.OK ? pump.kernel().patientStatus() : reply;
    }

    private static void changesNothing(PumpUnderTest pump, Runnable what) {
        KernelState before = KernelState.of(pump.kernel());
        what.run();
        List<String> touched = before.differences(KernelState.of(pump.kernel()));
        assertEquals(List.of(), touched.stream().filter(path -> !TOLD.contains(path)).toList());
    }

    // [utest->req~SR-49~1]
    @Nested
    class ANumberIsUsedOnce {
        @Test
        void mayLeaveOthersOutAndOnlyRise() {
            PumpUnderTest pump = running();
            accepted(status(pump, 7, 1));
            accepted(status(pump, 7, 2));
            accepted(status(pump, 7, 40));
            assertReply(Reply.REPLAY, status(pump, 7, 39));
            assertReply(Reply.REPLAY, status(pump, 7, 3));
            accepted(status(pump, 7, 41));
            assertEquals(41, pump.kernel().lastSeq(7));
        }

        @ParameterizedTest
        @ValueSource(longs = {Long.MIN_VALUE, -1, 0})
        void beginsWithOne(long seq) {
            PumpUnderTest pump = running();
            changesNothing(pump, () -> assertReply(Reply.REPLAY, status(pump, 7, seq)));
            accepted(status(pump, 7, 1));
            changesNothing(pump, () -> assertReply(Reply.REPLAY, status(pump, 7, seq)));
        }

        @Test
        void endsWithTheLargest() {
            PumpUnderTest pump = running();
            accepted(status(pump, 7, Long.MAX_VALUE));
            assertReply(Reply.REPLAY, status(pump, 7, Long.MAX_VALUE - 1));
            assertReply(Reply.REPLAY, status(pump, 7, Long.MIN_VALUE));
            accepted(status(pump, 8, 1));
        }

        @Test
        void isCountedForEachKeyApart() {
            PumpUnderTest pump = running();
            accepted(status(pump, 7, 100));
            for (long key : new long[] {0, -1, 8, Long.MIN_VALUE, Long.MAX_VALUE}) {
                assertEquals(0, pump.kernel().lastSeq(key));
                accepted(status(pump, key, 1));
                assertReply(Reply.REPLAY, status(pump, key, 0));
                assertEquals(1, pump.kernel().lastSeq(key));
            }
            assertReply(Reply.REPLAY, status(pump, 7, 99));
        }

        /** One key that speaks for a clinician and a patient has one counter. */
        @Test
        void isCountedWhoeverSpeaks() {
            PumpUnderTest pump = running();
            accepted(pump.admit(Kind.OPEN_SESSION, Role.CLINICIAN, 7, 5, 0));
            assertReply(Reply.REPLAY, status(pump, 7, 4));
        }

        @Test
        void isUsedUpByWhatIsRefusedLater() {
            PumpUnderTest pump = running();
            assertReply(Reply.NO_SESSION, pump.admit(Kind.STAGE_STOP, Role.CLINICIAN, CLINICIAN_KEY, 5, 0));
            assertEquals(5, pump.kernel().lastSeq(CLINICIAN_KEY));
            accepted(requestBolus(pump, 3));
            assertReply(Reply.BUSY, requestBolus(pump, 9));
            assertReply(Reply.REPLAY, requestBolus(pump, 8));
        }

        @Test
        void isNotUsedUpByWhatIsRefusedBefore() {
            PumpUnderTest pump = running();
            SafetyKernel kernel = pump.kernel();
            assertReply(Reply.WRONG_DEVICE, kernel.admit(
                    Kind.PATIENT_STATUS, Role.PATIENT, ~PumpUnderTest.DEVICE_ID, 7, 5, 0, true));
            assertReply(Reply.AUTH, kernel.admit(Kind.PATIENT_STATUS, Role.PATIENT, PumpUnderTest.DEVICE_ID, 7, 5, 0, false));
            assertReply(Reply.ROLE, pump.admit(Kind.PATIENT_STATUS, Role.CLINICIAN, 7, 5, 0));
            assertReply(Reply.ROLE, pump.admit(99, Role.PATIENT, 7, 5, 0));
            assertEquals(0, kernel.lastSeq(7));
            accepted(status(pump, 7, 1));
        }

        @Test
        void isAskedForAfterTheRoleAndBeforeTheSession() {
            PumpUnderTest pump = running();
            accepted(pump.admit(Kind.OPEN_SESSION, Role.CLINICIAN, CLINICIAN_KEY, 5, 0));
            assertReply(Reply.ROLE, pump.admit(Kind.STAGE_STOP, Role.PATIENT, CLINICIAN_KEY, 5, 1));
            assertReply(Reply.SEQ_CONFLICT, pump.admit(Kind.STAGE_STOP, Role.CLINICIAN, CLINICIAN_KEY, 5, 0));
            assertReply(Reply.REPLAY, pump.admit(Kind.STAGE_STOP, Role.CLINICIAN, CLINICIAN_KEY, 4, 0));
            assertReply(Reply.NO_SESSION, pump.admit(Kind.STAGE_STOP, Role.CLINICIAN, CLINICIAN_KEY, 6, 0));
        }

        @Test
        void outlivesSessionAndReset() {
            PumpUnderTest pump = running().openSession();
            accepted(pump.admit(Kind.INTERROGATE, Role.CLINICIAN, CLINICIAN_KEY, 50, 0));
            accepted(pump.kernel().interrogate());
            pump.closeSession().resets(1).pass(HOUR_MS);
            assertReply(Reply.REPLAY, pump.admit(Kind.INTERROGATE, Role.CLINICIAN, CLINICIAN_KEY, 50, 0));
            assertEquals(51, pump.kernel().lastSeq(CLINICIAN_KEY));
        }

        /** Whoever records messages and says them again keeps no session open. */
        @Test
        void keepsNoSessionOpenIfItIsOld() {
            PumpUnderTest pump = running();
            accepted(pump.admit(Kind.OPEN_SESSION, Role.CLINICIAN, CLINICIAN_KEY, 5, 0));
            accepted(pump.kernel().openSession());
            pump.pass(299_999);
            assertReply(Reply.CACHED, pump.admit(Kind.OPEN_SESSION, Role.CLINICIAN, CLINICIAN_KEY, 5, 0));
            assertReply(Reply.SEQ_CONFLICT, pump.admit(Kind.OPEN_SESSION, Role.CLINICIAN, CLINICIAN_KEY, 5, 1));
            assertReply(Reply.REPLAY, pump.admit(Kind.OPEN_SESSION, Role.CLINICIAN, CLINICIAN_KEY, 4, 0));
            pump.pass(1);
            assertFalse(pump.kernel().isSessionOpen());
        }

        /** The pump's own wiring has neither key nor number. */
        @Test
        void isNotAskedOfThePumpItself() {
            PumpUnderTest pump = running();
            accepted(status(pump, 0, 5));
            for (int kind = Kind.TICK; kind <= Kind.RESET; kind++) {
                accepted(pump.admit(kind, Role.SYSTEM, 0, -1, 0));
            }
            assertEquals(5, pump.kernel().lastSeq(0));
        }
    }

    // [utest->req~SR-50~1]
    @Nested
    class WhatIsSaidAgainIsAnsweredAgain {
        static Stream<Arguments> messages() {
            return AccessTest.messages();
        }

        @ParameterizedTest(name = "kind {0}")
        @MethodSource("messages")
        void withoutASecondEffect(int kind, ToIntFunction<SafetyKernel> call) {
            PumpUnderTest pump = running().openSession();
            int role = kind <= Kind.ALARM_CLEAR ? Role.CLINICIAN : Role.PATIENT;
            accepted(pump.admit(kind, role, 7, 41, 1234));
            int reply = call.applyAsInt(pump.kernel());
            pump.pass(MINUTE_MS);
            changesNothing(pump, () -> assertReply(Reply.CACHED, pump.admit(kind, role, 7, 41, 1234)));
            assertReply(reply, pump.kernel().cachedReply());
            changesNothing(pump, () -> assertReply(Reply.AUTH, call.applyAsInt(pump.kernel())));
            assertReply(Reply.CACHED, pump.admit(kind, role, 7, 41, 1234));
            assertReply(reply, pump.kernel().cachedReply());
        }

        @ParameterizedTest(name = "kind {0}")
        @MethodSource("messages")
        void unlessItSaysSomethingElse(int kind, ToIntFunction<SafetyKernel> call) {
            PumpUnderTest pump = running().openSession();
            int role = kind <= Kind.ALARM_CLEAR ? Role.CLINICIAN : Role.PATIENT;
            accepted(pump.admit(kind, role, 7, 41, 1234));
            call.applyAsInt(pump.kernel());
            int other = kind == Kind.OPEN_SESSION ? Kind.STAGE_STOP : Kind.OPEN_SESSION;
            changesNothing(pump, () -> {
                assertReply(Reply.SEQ_CONFLICT, pump.admit(kind, role, 7, 41, 1235));
                assertReply(Reply.SEQ_CONFLICT, pump.admit(other, Role.CLINICIAN, 7, 41, 1234));
                assertReply(Reply.REPLAY, pump.admit(kind, role, 7, 40, 1234));
                assertReply(Reply.AUTH, call.applyAsInt(pump.kernel()));
            });
        }

        @Test
        void evenWhenItsSessionHasClosed() {
            PumpUnderTest pump = running().openSession();
            accepted(pump.admit(Kind.STAGE_CLIN_BOLUS, Role.CLINICIAN, CLINICIAN_KEY, 40, 1));
            accepted(pump.kernel().stageClinicianBolus(20_000, 600_000));
            accepted(pump.admit(Kind.CONFIRM, Role.CLINICIAN, CLINICIAN_KEY, 41, 2));
            accepted(pump.kernel().confirm(pump.kernel().stagedDigest(), false, false, false));
            pump.pass(HOUR_MS);
            assertFalse(pump.kernel().isSessionOpen());
            assertReply(Reply.CACHED, pump.admit(Kind.CONFIRM, Role.CLINICIAN, CLINICIAN_KEY, 41, 2));
            accepted(pump.kernel().cachedReply());
            assertReply(Reply.SEQ_CONFLICT, pump.admit(Kind.CONFIRM, Role.CLINICIAN, CLINICIAN_KEY, 41, 3));
            assertReply(Reply.REPLAY, pump.admit(Kind.STAGE_CLIN_BOLUS, Role.CLINICIAN, CLINICIAN_KEY, 40, 1));
            assertEquals(1, pump.kernel().startedBoluses());
            pump.delivers(Mode.RUN, 8_333);
        }

        @Test
        void whenItWasRefused() {
            PumpUnderTest pump = running();
            accepted(requestBolus(pump, 1));
            assertReply(Reply.BUSY, requestBolus(pump, 2));
            pump.pass(5 * HOUR_MS);
            long denied = pump.kernel().deniedBoluses();
            assertReply(Reply.CACHED, requestBolus(pump, 2));
            assertReply(Reply.BUSY, pump.kernel().cachedReply());
            assertEquals(denied, pump.kernel().deniedBoluses());
            assertEquals(1, pump.kernel().startedBoluses());
        }

        @Test
        void whenItHadNoSession() {
            PumpUnderTest pump = running();
            assertReply(Reply.NO_SESSION, pump.admit(Kind.STAGE_STOP, Role.CLINICIAN, 7, 1, 0));
            pump.openSession();
            assertReply(Reply.CACHED, pump.admit(Kind.STAGE_STOP, Role.CLINICIAN, 7, 1, 0));
            assertReply(Reply.NO_SESSION, pump.kernel().cachedReply());
            accepted(pump.admit(Kind.STAGE_STOP, Role.CLINICIAN, 7, 2, 0));
        }

        /** What is admitted and not yet carried out stands answered with REPLAY: never OK for nothing, never twice. */
        @Test
        void withReplayAsLongAsNobodyKnows() {
            PumpUnderTest pump = running();
            accepted(pump.admit(Kind.PATIENT_BOLUS_REQUEST, Role.PATIENT, PATIENT_KEY, 1, 0));
            assertReply(Reply.CACHED, requestBolus(pump, 1));
            assertReply(Reply.REPLAY, pump.kernel().cachedReply());
            assertReply(Reply.AUTH, pump.kernel().requestPatientBolus());
            assertEquals(0, pump.kernel().startedBoluses());
        }

        @Test
        void withReplayAfterAResetBetweenAdmissionAndEffect() {
            PumpUnderTest pump = running();
            accepted(pump.admit(Kind.PATIENT_BOLUS_REQUEST, Role.PATIENT, PATIENT_KEY, 1, 0));
            pump.resets(1);
            assertReply(Reply.AUTH, pump.kernel().requestPatientBolus());
            pump.pass(HOUR_MS);
            assertReply(Reply.CACHED, requestBolus(pump, 1));
            assertReply(Reply.REPLAY, pump.kernel().cachedReply());
            assertEquals(0, pump.kernel().startedBoluses());
        }

        @Test
        void withTheSameAfterAResetBehindTheEffect() {
            PumpUnderTest pump = running();
            accepted(requestBolus(pump, 1));
            pump.pass(MINUTE_MS).resets(1).pass(HOUR_MS);
            assertReply(Reply.CACHED, requestBolus(pump, 1));
            accepted(pump.kernel().cachedReply());
            assertEquals(1, pump.kernel().startedBoluses());
            pump.delivers(Mode.RUN, 8_333);
        }

        @Test
        void withReplayIfAnotherCommandCameInItsPlace() {
            PumpUnderTest pump = running().openSession();
            KernelState before = KernelState.of(pump.kernel());
            accepted(pump.admit(Kind.STAGE_STOP, Role.CLINICIAN, 7, 1, 0));
            assertReply(Reply.AUTH, pump.kernel().stageMinRate());
            assertFalse(before.differences(KernelState.of(pump.kernel())).contains("session.keys.awaiting"), "nobody waits");
            assertReply(Reply.AUTH, pump.kernel().stageStop());
            assertReply(Reply.CACHED, pump.admit(Kind.STAGE_STOP, Role.CLINICIAN, 7, 1, 0));
            assertReply(Reply.REPLAY, pump.kernel().cachedReply());
        }

        @Test
        void withReplayIfItsSessionEndedFirst() {
            PumpUnderTest pump = running().openSession();
            accepted(pump.admit(Kind.STAGE_STOP, Role.CLINICIAN, 7, 1, 0));
            pump.pass(5 * MINUTE_MS);
            assertReply(Reply.AUTH, pump.kernel().stageStop());
            assertReply(Reply.CACHED, pump.admit(Kind.STAGE_STOP, Role.CLINICIAN, 7, 1, 0));
            assertReply(Reply.REPLAY, pump.kernel().cachedReply());
        }

        @Test
        void withTheDigestOfItsOwnStage() {
            PumpUnderTest pump = running().openSession();
            accepted(pump.admit(Kind.STAGE_CLIN_BOLUS, Role.CLINICIAN, 7, 1, 1));
            accepted(pump.kernel().stageClinicianBolus(10_000, 600_000));
            long digest = pump.kernel().stagedDigest();
            accepted(pump.stageBolus(20_000, 600_000));
            assertNotEquals(digest, pump.kernel().stagedDigest());
            assertReply(Reply.CACHED, pump.admit(Kind.STAGE_CLIN_BOLUS, Role.CLINICIAN, 7, 1, 1));
            assertEquals(digest, pump.kernel().cachedDigest());
            pump.refused(Reply.DIGEST, () -> pump.confirmWith(pump.kernel().cachedDigest()));
        }

        @Test
        void asLongAsItIsTheLastOfItsKey() {
            PumpUnderTest pump = running();
            accepted(status(pump, 7, 1));
            accepted(status(pump, 8, 5));
            assertReply(Reply.CACHED, status(pump, 7, 1));
            accepted(status(pump, 7, 2));
            assertReply(Reply.REPLAY, status(pump, 7, 1));
            assertReply(Reply.CACHED, status(pump, 8, 5));
        }
    }

    // [utest->req~SR-49~1]
    @Nested
    class EightKeysAreHeld {
        private PumpUnderTest eightKeys() {
            PumpUnderTest pump = running();
            for (long key = 11; key <= 18; key++) {
                accepted(status(pump, key, key * 100));
            }
            return pump;
        }

        @Test
        void eachWithItsOwnNumber() {
            PumpUnderTest pump = eightKeys();
            for (long key = 11; key <= 18; key++) {
                assertReply(Reply.REPLAY, status(pump, key, key * 100 - 1));
                assertReply(Reply.CACHED, status(pump, key, key * 100));
                assertEquals(key * 100, pump.kernel().lastSeq(key));
            }
            assertEquals(0, pump.kernel().lastSeq(19));
        }

        /** What was recorded of a forgotten key stays old: no newcomer may use its numbers (K-37). */
        @Test
        void andForgettingOneOpensNoReplay() {
            PumpUnderTest pump = eightKeys();
            accepted(status(pump, 19, 1));
            for (long seq : new long[] {1, 1_099, 1_100}) {
                assertReply(Reply.REPLAY, status(pump, 11, seq));
                assertReply(Reply.REPLAY, status(pump, 20, seq));
            }
            assertEquals(1_100, pump.kernel().lastSeq(11));
            assertEquals(1_100, pump.kernel().lastSeq(20));
            accepted(status(pump, 19, 2));
            accepted(status(pump, 11, 1_101));
        }

        @Test
        void andTheOneThatSpokeLongestAgoIsForgotten() {
            PumpUnderTest pump = eightKeys();
            accepted(status(pump, 11, 1_101));
            assertReply(Reply.CACHED, status(pump, 12, 1_200)); // a retransmission is no news
            assertReply(Reply.REPLAY, status(pump, 12, 1_199));
            accepted(status(pump, 19, 1));
            assertReply(Reply.REPLAY, status(pump, 12, 1_200));
            assertReply(Reply.CACHED, status(pump, 11, 1_101));
            assertReply(Reply.CACHED, status(pump, 13, 1_300));
        }

        @Test
        void andTheFloorNeverFalls() {
            PumpUnderTest pump = running();
            long[] numbers = {500, 3, 9, 4, 7, 6, 5, 8};
            for (int i = 0; i < 8; i++) {
                accepted(status(pump, 11 + i, numbers[i]));
            }
            accepted(status(pump, 21, 1)); // forgets key 11
            assertEquals(500, pump.kernel().lastSeq(99));
            accepted(status(pump, 22, 501)); // forgets key 12, at 3
            assertEquals(500, pump.kernel().lastSeq(99));
            assertEquals(500, pump.kernel().lastSeq(12));
            assertReply(Reply.REPLAY, status(pump, 12, 4));
        }

        /** Nobody without a key can make the pump forget one. */
        @Test
        void andFailuresForgetNone() {
            PumpUnderTest pump = eightKeys();
            for (long key = 100; key < 200; key++) {
                assertReply(Reply.AUTH, pump.fail(Kind.PATIENT_STATUS, Role.PATIENT, key));
            }
            for (long key = 11; key <= 18; key++) {
                assertReply(Reply.CACHED, status(pump, key, key * 100));
            }
            assertEquals(0, pump.kernel().lastSeq(100));
        }
    }

    // [utest->req~SR-48~1]
    @Nested
    class AKeyThatFailsFiveTimes {
        private void fail(PumpUnderTest pump, long keyId, int times) {
            for (int i = 0; i < times; i++) {
                assertReply(Reply.AUTH, pump.fail(Kind.INTERROGATE, Role.CLINICIAN, keyId));
            }
        }

        private boolean isRefused(PumpUnderTest pump, long keyId) {
            long seq = pump.nextSeq(keyId);
            int reply = status(pump, keyId, seq);
            assertTrue(reply == Reply.OK || reply == Reply.AUTH, "reply " + reply);
            assertEquals(reply == Reply.OK ? seq : seq - 1, pump.kernel().lastSeq(keyId));
            return reply == Reply.AUTH;
        }

        @Test
        void isRefusedAndNoOther() {
            PumpUnderTest pump = running();
            fail(pump, 7, 4);
            assertFalse(isRefused(pump, 7));
            pump.alarms();
            fail(pump, 7, 1);
            assertTrue(isRefused(pump, 7));
            assertFalse(isRefused(pump, 8));
            assertFalse(isRefused(pump, 0));
            pump.alarms(Alarm.AUTH_ATTACK);
            accepted(pump.stop());
        }

        @Test
        void doesNotTouchDelivery() {
            PumpUnderTest pump = running();
            accepted(requestBolus(pump, 1));
            pump.pass(MINUTE_MS);
            fail(pump, PATIENT_KEY, 5);
            pump.delivers(Mode.RUN, 8_333 + 120_000);
            pump.pass(9 * MINUTE_MS).delivers(Mode.RUN, 8_333);
            assertEquals(0, pump.kernel().cancelledBoluses());
        }

        @Test
        void isRefusedForTenMinutes() {
            PumpUnderTest pump = running();
            fail(pump, 7, 5);
            pump.pass(WINDOW_MS - 1);
            assertTrue(isRefused(pump, 7));
            pump.pass(1);
            assertFalse(isRefused(pump, 7));
        }

        @Test
        void isRefusedNoLongerForTryingMeanwhile() {
            PumpUnderTest pump = running();
            fail(pump, 7, 5);
            for (int i = 0; i < 10; i++) {
                pump.pass(MINUTE_MS - 1);
                fail(pump, 7, 5);
            }
            pump.pass(10);
            assertFalse(isRefused(pump, 7));
            fail(pump, 7, 4);
            assertFalse(isRefused(pump, 7));
            fail(pump, 7, 1);
            assertTrue(isRefused(pump, 7));
        }

        @Test
        void mustFailWithinTenMinutes() {
            PumpUnderTest late = running();
            fail(late, 7, 1);
            late.pass(WINDOW_MS);
            fail(late, 7, 4);
            assertFalse(isRefused(late, 7));
            late.alarms();

            PumpUnderTest inTime = running();
            fail(inTime, 7, 1);
            inTime.pass(WINDOW_MS - 1);
            fail(inTime, 7, 4);
            assertTrue(isRefused(inTime, 7));
        }

        @Test
        void isJudgedByItsLastFive() {
            PumpUnderTest pump = running();
            for (int i = 0; i < 12; i++) {
                fail(pump, 7, 1);
                pump.pass(150_000);
                assertFalse(isRefused(pump, 7));
            }
            pump.alarms();
            fail(pump, 7, 1);
            pump.pass(149_999);
            fail(pump, 7, 1);
            assertTrue(isRefused(pump, 7));
        }

        @Test
        void isNotForgivenForWhatIsAuthentic() {
            PumpUnderTest pump = running();
            for (int i = 0; i < 4; i++) {
                fail(pump, 7, 1);
                assertFalse(isRefused(pump, 7));
            }
            fail(pump, 7, 1);
            assertTrue(isRefused(pump, 7));
        }

        @Test
        void isCountedWhateverItClaims() {
            PumpUnderTest pump = running();
            assertReply(Reply.AUTH, pump.fail(Kind.STAGE_STOP, Role.CLINICIAN, 7));
            assertReply(Reply.AUTH, pump.fail(Kind.PATIENT_STATUS, Role.PATIENT, 7));
            assertReply(Reply.AUTH, pump.fail(Kind.TICK, Role.SYSTEM, 7));
            assertReply(Reply.AUTH, pump.fail(99, 99, 7));
            assertFalse(isRefused(pump, 7));
            assertReply(Reply.AUTH, pump.fail(Kind.STAGE_STOP, Role.PATIENT, 7));
            assertTrue(isRefused(pump, 7));
        }

        @Test
        void isNotCountedForAnotherPump() {
            PumpUnderTest pump = running();
            for (int i = 0; i < 9; i++) {
                assertReply(Reply.WRONG_DEVICE, pump.kernel().admit(
                        Kind.STAGE_STOP, Role.CLINICIAN, ~PumpUnderTest.DEVICE_ID, 7, 1, 0, false));
            }
            assertFalse(isRefused(pump, 7));
            pump.alarms();
        }

        /** Time and flow never depend on who guesses. */
        @Test
        void doesNotKeepThePumpsOwnWiringOut() {
            PumpUnderTest pump = running();
            fail(pump, 0, 5);
            assertTrue(isRefused(pump, 0));
            accepted(pump.admit(Kind.TICK, Role.SYSTEM, 0, 0, 0));
            assertReply(Reply.ROLE, pump.admit(Kind.STAGE_STOP, Role.SYSTEM, 0, 0, 0));
        }

        @Test
        void isRefusedBeforeItsRoleIsLookedAt() {
            PumpUnderTest pump = running();
            fail(pump, 7, 5);
            assertReply(Reply.AUTH, pump.admit(Kind.STAGE_STOP, Role.PATIENT, 7, 1, 0));
            assertReply(Reply.AUTH, pump.admit(99, 99, 7, 1, 0));
        }

        @Test
        void getsNoOldAnswerEither() {
            PumpUnderTest pump = running();
            accepted(status(pump, 7, 3));
            fail(pump, 7, 5);
            assertReply(Reply.AUTH, status(pump, 7, 3));
            assertReply(Reply.AUTH, status(pump, 7, 2));
            pump.pass(WINDOW_MS);
            assertReply(Reply.CACHED, status(pump, 7, 3));
        }

        @Test
        void isRefusedAcrossAReset() {
            PumpUnderTest pump = running();
            fail(pump, 7, 5);
            pump.resets(1).pass(MINUTE_MS);
            assertTrue(isRefused(pump, 7));
        }

        @Test
        void raisesAnAlarmThatIsClearedAfterTheRefusal() {
            PumpUnderTest pump = running();
            long sounded = pump.kernel().annunciations();
            fail(pump, 7, 5);
            pump.alarms(Alarm.AUTH_ATTACK);
            assertFalse(pump.kernel().isAlarmCritical(Alarm.AUTH_ATTACK));
            assertEquals(sounded + 1, pump.kernel().annunciations());
            pump.pass(WINDOW_MS - 1);
            assertReply(Reply.ALARM_BLOCK, pump.clear(Alarm.AUTH_ATTACK));
            pump.pass(1).alarms(Alarm.AUTH_ATTACK);
            accepted(pump.clear(Alarm.AUTH_ATTACK));
            pump.alarms();
            assertReply(Reply.NOT_ACTIVE, pump.clear(Alarm.AUTH_ATTACK));
        }

        @Test
        void soundsEveryHourUntilItIsCleared() {
            PumpUnderTest pump = running();
            fail(pump, 7, 5);
            long sounded = pump.kernel().annunciations();
            pump.pass(HOUR_MS - 1);
            assertEquals(sounded, pump.kernel().annunciations());
            pump.pass(1);
            assertEquals(sounded + 1, pump.kernel().annunciations());
        }

        @Test
        void raisesNothingTwice() {
            PumpUnderTest pump = running();
            fail(pump, 7, 5);
            long sounded = pump.kernel().annunciations();
            pump.pass(MINUTE_MS);
            fail(pump, 8, 5);
            assertEquals(sounded, pump.kernel().annunciations());
            pump.pass(WINDOW_MS - MINUTE_MS);
            assertReply(Reply.ALARM_BLOCK, pump.clear(Alarm.AUTH_ATTACK)); // key 8 is still refused
            assertFalse(isRefused(pump, 7));
            assertTrue(isRefused(pump, 8));
            pump.pass(MINUTE_MS);
            accepted(pump.clear(Alarm.AUTH_ATTACK));
        }
    }

    // [utest->req~SR-48~1]
    @Nested
    class EightKeysMayFailAtATime {
        private void failEachOnce(PumpUnderTest pump, long first, long last) {
            for (long key = first; key <= last; key++) {
                pump.pass(1);
                assertReply(Reply.AUTH, pump.fail(Kind.INTERROGATE, Role.CLINICIAN, key));
            }
        }

        private void failFourMore(PumpUnderTest pump, long key) {
            for (int i = 0; i < 4; i++) {
                assertReply(Reply.AUTH, pump.fail(Kind.INTERROGATE, Role.CLINICIAN, key));
            }
        }

        @Test
        void withoutAnAlarm() {
            PumpUnderTest pump = running();
            failEachOnce(pump, 11, 18);
            pump.alarms();
            failFourMore(pump, 11);
            assertReply(Reply.AUTH, status(pump, 11, 1));
        }

        /** The one that failed longest ago is forgotten, and that is an attack by itself (K-38). */
        @Test
        void andANinthIsAnAttack() {
            PumpUnderTest pump = running();
            failEachOnce(pump, 11, 18);
            failEachOnce(pump, 19, 19);
            pump.alarms(Alarm.AUTH_ATTACK);
            failFourMore(pump, 12);
            assertReply(Reply.AUTH, status(pump, 12, 1));
            failFourMore(pump, 11); // its first was forgotten
            accepted(status(pump, 11, 1));
        }

        @Test
        void andWhatCountsNoMoreMakesRoomQuietly() {
            PumpUnderTest pump = running();
            failEachOnce(pump, 11, 18);
            pump.pass(WINDOW_MS - 7);
            failEachOnce(pump, 19, 19);
            pump.alarms();
            failFourMore(pump, 12);
            accepted(status(pump, 12, 1));
        }

        @Test
        void andARefusedOneIsForgottenLast() {
            PumpUnderTest pump = running();
            failEachOnce(pump, 11, 11);
            failFourMore(pump, 11);
            failEachOnce(pump, 12, 40);
            assertReply(Reply.AUTH, status(pump, 11, 1));
            accepted(status(pump, 12, 1));
        }

        @Test
        void andTheFirstRefusedOneIfAllAre() {
            PumpUnderTest pump = running();
            for (long key = 11; key <= 18; key++) {
                failEachOnce(pump, key, key);
                failFourMore(pump, key);
            }
            failEachOnce(pump, 19, 19);
            accepted(status(pump, 19, 1)); // it takes the place, not the past
            accepted(status(pump, 11, 1));
            for (long key = 12; key <= 18; key++) {
                assertReply(Reply.AUTH, status(pump, key, 1));
            }
            pump.pass(WINDOW_MS - 1);
            assertReply(Reply.ALARM_BLOCK, pump.clear(Alarm.AUTH_ATTACK));
            pump.pass(1);
            accepted(pump.clear(Alarm.AUTH_ATTACK));
        }
    }
}
