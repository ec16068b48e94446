package org.itb.harness.kernel;

import static org.itb.harness.kernel.PumpUnderTest.HOUR_MS;
import static org.itb.harness.kernel.PumpUnderTest.MINUTE_MS;
import static org.itb.harness.kernel.PumpUnderTest.accepted;
import static org.itb.harness.kernel.PumpUnderTest.assertReply;
import static org.itb.harness.kernel.PumpUnderTest.nameOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
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

/** Who may say what: SR-46, SR-47. */
class AccessTest {
    private static final List<Integer> KINDS = IntStream.rangeClosed(1, Kind.RESET).boxed().toList();
    private static final List<Integer> CLINICIANS = IntStream.rangeClosed(Kind.OPEN_SESSION, Kind.ALARM_CLEAR).boxed().toList();
    private static final List<Integer> PATIENTS = List.of(Kind.PATIENT_BOLUS_REQUEST, Kind.PATIENT_STATUS);

    private static PumpUnderTest running() {
        return PumpUnderTest.with(2_000).patientBolus(20_000, 600_000, 4 * HOUR_MS, 4).running(8_333);
    }

    /** Every message that needs an admission, as a call that would do something if it had one. */
    static Stream<Arguments> messages() {
        return Stream.of(
                message(Kind.OPEN_SESSION, SafetyKernel::openSession),
                message(Kind.CLOSE_SESSION, SafetyKernel::closeSession),
                message(Kind.INTERROGATE, SafetyKernel::interrogate),
                message(Kind.STAGE_CONTINUOUS, kernel -> kernel.stageContinuous(8_000, 2_000, 384_000)),
                message(Kind.STAGE_FLEX, kernel -> kernel.stageFlex(2_000, 384_000)),
                message(Kind.STAGE_CLIN_BOLUS, kernel -> kernel.stageClinicianBolus(1_000, MINUTE_MS)),
                message(Kind.STAGE_REFILL, kernel -> kernel.stageRefill(20_000_000, 10_000_000, 2_000, 2_000)),
                message(Kind.STAGE_PTM, kernel -> kernel.stagePatientBolus(1_000, MINUTE_MS, HOUR_MS, 8)),
                message(Kind.STAGE_LIMITS, kernel -> kernel.stageLimits(1_000_000)),
                message(Kind.STAGE_PROFILE, kernel -> kernel.stageProfile(2, 1, 1)),
                message(Kind.STAGE_STOP, SafetyKernel::stageStop),
                message(Kind.STAGE_MIN_RATE, SafetyKernel::stageMinRate),
                message(Kind.STAGE_RESUME, SafetyKernel::stageResume),
                message(Kind.STAGE_RESTORE, kernel -> kernel.stageRestore(0, true)),
                message(Kind.STAGE_RESTART, kernel -> kernel.stageRestart(0, true)),
                message(Kind.CONFIRM, kernel -> kernel.confirm(kernel.stagedDigest(), true, true, true)),
                message(Kind.ABORT, SafetyKernel::abort),
                message(Kind.SET_RTC, kernel -> kernel.setRtc(HOUR_MS)),
                message(Kind.MRI_BEGIN, SafetyKernel::beginMri),
                message(Kind.MRI_END, SafetyKernel::endMri),
                message(Kind.ALARM_PAUSE, kernel -> kernel.pauseAlarm(Alarm.ERI, MINUTE_MS)),
                message(Kind.ALARM_CLEAR, kernel -> kernel.clearAlarm(Alarm.RESET)),
                message(Kind.PATIENT_BOLUS_REQUEST, SafetyKernel::requestPatientBolus),
                message(Kind.PATIENT_STATUS, SafetyKernel::patientStatus));
    }

    private static Arguments message(int kind, ToIntFunction<SafetyKernel> call) {
        return Arguments.of(kind, call);
    }

    // [utest->req~SR-46~1]
    @Nested
    class EveryMessageNeedsItsOwnAdmission {
        static Stream<Arguments> messages() {
            return AccessTest.messages();
        }

        @ParameterizedTest(name = "kind {0}")
        @MethodSource("messages")
        void isRefusedWithoutOne(int kind, ToIntFunction<SafetyKernel> call) {
            PumpUnderTest pump = running();
            accepted(pump.clinician(Kind.STAGE_STOP, pump.kernel()::stageStop));
            pump.refused(Reply.AUTH, () -> call.applyAsInt(pump.kernel()));
            pump.delivers(Mode.RUN, 8_333);
            assertEquals(0, pump.kernel().startedBoluses());
        }

        @ParameterizedTest(name = "kind {0}")
        @MethodSource("messages")
        void isRefusedWithTheAdmissionOfAnotherWhichIsThenUsedUp(int kind, ToIntFunction<SafetyKernel> call) {
            PumpUnderTest pump = running();
            for (int other : CLINICIANS) {
                if (other != kind) {
                    accepted(pump.openSession().admit(other, Role.CLINICIAN));
                    pump.refused(Reply.AUTH, () -> call.applyAsInt(pump.kernel()));
                }
            }
            accepted(pump.admit(Kind.STAGE_STOP, Role.CLINICIAN));
            if (kind != Kind.STAGE_STOP) {
                call.applyAsInt(pump.kernel());
                pump.refused(Reply.AUTH, pump.kernel()::stageStop);
            }
        }

        @Test
        void admitsOneCallAlone() {
            PumpUnderTest pump = running().openSession();
            accepted(pump.admit(Kind.STAGE_STOP, Role.CLINICIAN));
            accepted(pump.kernel().stageStop());
            pump.refused(Reply.AUTH, pump.kernel()::stageStop);
        }

        @Test
        void endsWithItsSession() {
            PumpUnderTest idle = running().openSession();
            accepted(idle.admit(Kind.STAGE_STOP, Role.CLINICIAN));
            idle.pass(5 * MINUTE_MS);
            assertReply(Reply.AUTH, idle.kernel().stageStop());

            PumpUnderTest reset = running().openSession();
            accepted(reset.admit(Kind.STAGE_STOP, Role.CLINICIAN));
            reset.resets(1);
            assertReply(Reply.AUTH, reset.kernel().stageStop());
        }

        @Test
        void isUsedUpByARefusalAtTheDoor() {
            PumpUnderTest pump = running().openSession();
            accepted(pump.admit(Kind.STAGE_STOP, Role.CLINICIAN));
            assertReply(Reply.AUTH, pump.admitUnauthentic(Kind.STAGE_STOP, Role.CLINICIAN));
            pump.refused(Reply.AUTH, pump.kernel()::stageStop);
        }
    }

    // [utest->req~SR-46~1]
    @Nested
    class TheDoorAsksForDeviceVerdictRoleAndSessionInThisOrder {
        @Test
        void refusesAMessageForAnotherPump() {
            PumpUnderTest pump = running();
            for (int kind : KINDS) {
                for (int role : new int[] {Role.CLINICIAN, Role.PATIENT, Role.SYSTEM}) {
                    pump.refused(Reply.WRONG_DEVICE, () -> pump.admitFromStranger(kind, role));
                }
            }
            assertReply(Reply.WRONG_DEVICE, pump.kernel().admit(99, 99, ~PumpUnderTest.DEVICE_ID, 1, 1, 0, false));
        }

        @Test
        void refusesAMessageThatIsNotAuthentic() {
            for (int kind : KINDS) {
                PumpUnderTest pump = running();
                pump.refused(Reply.AUTH, () -> pump.admitUnauthentic(kind, Role.CLINICIAN));
            }
            assertReply(Reply.AUTH, running().admitUnauthentic(99, 99));
        }

        @Test
        void refusesEveryRoleButTheOneThatMaySayIt() {
            PumpUnderTest pump = running();
            for (int kind : KINDS) {
                int permitted = CLINICIANS.contains(kind) ? Role.CLINICIAN : PATIENTS.contains(kind) ? Role.PATIENT : Role.SYSTEM;
                for (int role : new int[] {-1, 0, 1, 2, 3, 4, Integer.MAX_VALUE}) {
                    if (role != permitted) {
                        pump.refused(Reply.ROLE, () -> pump.admit(kind, role));
                    }
                }
                accepted(pump.openSession().admit(kind, permitted));
            }
        }

        @ParameterizedTest
        @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 37, 4_294_967_297L, Long.MAX_VALUE})
        void refusesAMessageThatIsNone(long kind) {
            PumpUnderTest pump = running();
            for (long role : new long[] {0, 1, 2, 3}) {
                pump.refused(Reply.ROLE, () -> pump.kernel().admit(kind, role, PumpUnderTest.DEVICE_ID, 1, pump.nextSeq(1), 0, true));
            }
        }

        @Test
        void refusesAClinicianWithoutASession() {
            for (int kind : CLINICIANS) {
                PumpUnderTest pump = running();
                KernelState before = KernelState.of(pump.kernel());
                int expected = kind == Kind.OPEN_SESSION ? Reply.OK : Reply.NO_SESSION;
                assertReply(expected, pump.admit(kind, Role.CLINICIAN));
                assertEquals(List.of(), before.differencesOfTherapy(KernelState.of(pump.kernel())));
                assertFalse(pump.kernel().isSessionOpen());
            }
        }

        @Test
        void needsNoSessionForPatientAndPump() {
            PumpUnderTest pump = running();
            accepted(pump.patientBolus());
            accepted(pump.admit(Kind.PATIENT_STATUS, Role.PATIENT));
            accepted(pump.kernel().patientStatus());
            accepted(pump.admit(Kind.TICK, Role.SYSTEM));
        }
    }

    // [utest->req~SR-46~1]
    @Nested
    class ASessionEnds {
        @Test
        void whenItIsClosed() {
            PumpUnderTest pump = running().openSession();
            assertTrue(pump.kernel().isSessionOpen());
            pump.closeSession();
            assertFalse(pump.kernel().isSessionOpen());
            assertReply(Reply.NO_SESSION, pump.admit(Kind.STAGE_STOP, Role.CLINICIAN));
        }

        @Test
        void whenItHasBeenIdleForP31() {
            PumpUnderTest pump = running().openSession().pass(299_999);
            assertTrue(pump.kernel().isSessionOpen());
            pump.pass(1);
            assertFalse(pump.kernel().isSessionOpen());
            pump.delivers(Mode.RUN, 8_333);
        }

        @Test
        void laterWithEveryMessageOfTheClinician() {
            PumpUnderTest pump = running().openSession().pass(299_999).interrogate().pass(299_999);
            assertTrue(pump.kernel().isSessionOpen());
            pump.pass(1);
            assertFalse(pump.kernel().isSessionOpen());
        }

        @Test
        void noLaterForThePatientsMessages() {
            PumpUnderTest pump = running().openSession().pass(200_000);
            accepted(pump.patientBolus());
            pump.pass(100_000);
            assertFalse(pump.kernel().isSessionOpen());
        }

        @Test
        void withAReset() {
            PumpUnderTest pump = running().openSession().resets(1);
            assertFalse(pump.kernel().isSessionOpen());
        }

        @Test
        void withTheNextOneAndTakesItsStageAlong() {
            PumpUnderTest pump = running().openSession();
            accepted(pump.clinician(Kind.STAGE_STOP, pump.kernel()::stageStop));
            long digest = pump.kernel().stagedDigest();
            accepted(pump.admit(Kind.OPEN_SESSION, Role.CLINICIAN));
            accepted(pump.kernel().openSession());
            pump.refused(Reply.NOT_STAGED, () -> pump.confirmWith(digest));
        }
    }

    // [utest->req~SR-47~1]
    @Nested
    class ThePatientMayAskForABolusAndReadTheStatusAlone {
        @Test
        void mayDoBoth() {
            PumpUnderTest pump = running();
            KernelState before = KernelState.of(pump.kernel());
            accepted(pump.admit(Kind.PATIENT_STATUS, Role.PATIENT));
            accepted(pump.kernel().patientStatus());
            assertEquals(List.of(), before.differencesOfTherapy(KernelState.of(pump.kernel())));
            accepted(pump.patientBolus());
        }

        @Test
        void mayDoNothingElse() {
            PumpUnderTest pump = running();
            for (int kind : KINDS) {
                if (!PATIENTS.contains(kind)) {
                    pump.refused(Reply.ROLE, () -> pump.admit(kind, Role.PATIENT));
                }
            }
        }

        @Test
        void mayDoNeitherInTheNameOfAnother() {
            PumpUnderTest pump = running();
            for (int kind : PATIENTS) {
                pump.refused(Reply.ROLE, () -> pump.admit(kind, Role.CLINICIAN));
                pump.refused(Reply.ROLE, () -> pump.admit(kind, Role.SYSTEM));
            }
            assertEquals("AUTH", nameOf(pump.kernel().requestPatientBolus()));
            assertEquals(0, pump.kernel().startedBoluses());
        }
    }
}
