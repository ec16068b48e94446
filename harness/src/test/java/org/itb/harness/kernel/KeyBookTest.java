package org.itb.harness.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.itb.kernel.FailureBook;
import org.itb.kernel.Image;
import org.itb.kernel.KeyBook;
import org.itb.kernel.KeyRules;
import org.itb.kernel.Kind;
import org.itb.kernel.Reply;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two books of keys and their rules by themselves, at their edges: SR-48, SR-49, SR-50. */
class KeyBookTest {
    private static final int STOP = Kind.STAGE_STOP;

    // [utest->req~SR-49~1] [utest->req~SR-50~1]
    @ParameterizedTest
    @CsvSource({
        "6, 5, false, 0", "6, 5, true, 0", "5, 5, true, 31", "5, 5, false, 4", "4, 5, true, 5", "4, 5, false, 5",
        "9223372036854775807, 9223372036854775806, false, 0", "-9223372036854775808, 1, true, 5"})
    void judgesANumberByTheLastOne(long seq, long lastSeq, boolean same, int reply) {
        assertEquals(reply, KeyRules.verdict(seq, lastSeq, same));
    }

    // [utest->req~SR-49~1]
    @ParameterizedTest
    @CsvSource({"1, 0, 0", "0, 0, 5", "-1, 0, 5", "7, 7, 5", "8, 7, 0"})
    void judgesAFirstNumberByTheFloor(long seq, long floorSeq, int reply) {
        assertEquals(reply, KeyRules.newcomerVerdict(seq, floorSeq));
    }

    // [utest->req~SR-48~1]
    @ParameterizedTest
    @CsvSource({
        "1000, 1000, 1000, true", "1000, 1000, 600999, true", "1000, 1000, 601000, false",
        "600999, 1000, 700000, true", "601000, 1000, 700000, false", "0, -600000, 0, false"})
    void refusesAKeyByItsLastAndItsFifthLastFailure(long lastMs, long fifthLastMs, long nowMs, boolean refused) {
        assertEquals(refused, KeyRules.isRefused(lastMs, fifthLastMs, nowMs));
    }

    // [utest->req~SR-48~1]
    @ParameterizedTest
    @CsvSource({"0, 599999, true", "0, 600000, false", "-600000, 0, false", "5, 5, true"})
    void countsAFailureForTenMinutes(long failedAtMs, long nowMs, boolean recent) {
        assertEquals(recent, KeyRules.isRecent(failedAtMs, nowMs));
    }

    // [utest->req~SR-50~1]
    @Test
    void writesANewKeyIntoTheFirstFreePlace() {
        KeyBook book = new KeyBook();
        book.use(STOP, 77, 1, 0);
        book.use(STOP, 78, 1, 0);
        assertArrayEquals(new long[] {77, 78, 0, 0, 0, 0, 0, 0}, KernelState.longs(book, "keyId"));
    }

    // [utest->req~SR-48~1]
    @Test
    void valuesARefusalAboveAnyFailure() {
        assertEquals(700, KeyRules.worthMs(700, false));
        assertEquals(600_700, KeyRules.worthMs(700, true));
    }

    private static Image saving() {
        Image image = new Image();
        image.beginSave();
        return image;
    }

    // [utest->req~SR-49~1] [utest->req~SR-50~1]
    @Nested
    class ABookOfNumbers {
        private final KeyBook book = new KeyBook();

        @Test
        void knowsNobodyAtFirst() {
            assertEquals(0, book.lastSeq(0));
            assertEquals(Reply.REPLAY, book.replyTo(0));
            assertEquals(0, book.stagedDigestFor(0));
            assertEquals(Reply.REPLAY, book.verdict(STOP, 0, 0, 0));
            assertEquals(Reply.OK, book.verdict(STOP, 0, 1, 0));
        }

        @Test
        void keepsTheAnswerOfTheMessageThatWaitsForOne() {
            book.use(STOP, 3, 10, 77);
            assertEquals(Reply.REPLAY, book.replyTo(3));
            book.answer(Reply.BUSY, 4_711);
            assertEquals(Reply.BUSY, book.replyTo(3));
            assertEquals(4_711, book.stagedDigestFor(3));
            book.answer(Reply.OK, 1);
            assertEquals(Reply.BUSY, book.replyTo(3));
            assertEquals(4_711, book.stagedDigestFor(3));
        }

        @Test
        void keepsNoAnswerOfOneThatIsAbandoned() {
            book.use(STOP, 3, 10, 77);
            book.abandon();
            book.answer(Reply.OK, 1);
            assertEquals(Reply.REPLAY, book.replyTo(3));
            assertEquals(0, book.stagedDigestFor(3));
        }

        /** A message is admitted, the kernel is stored, and then it is answered (SR-49). */
        @Test
        void keepsTheAnswerOfTheMessageAmidWhichItWasStored() {
            book.use(STOP, 3, 10, 77);
            Image image = saving();
            book.exchange(image);
            book.answer(Reply.BUSY, 4_711);
            assertEquals(Reply.BUSY, book.replyTo(3));
        }

        @Test
        void answersNoMessageThatCameBeforeARestart() {
            book.use(STOP, 3, 10, 77);
            Image image = saving();
            book.exchange(image);
            image.beginLoad();
            book.exchange(image);
            assertTrue(image.isSound());
            book.answer(Reply.OK, 4_711);
            assertEquals(Reply.REPLAY, book.replyTo(3));
            assertEquals(10, book.lastSeq(3));
        }

        @Test
        void forgetsAnAnswerWithTheNextNumber() {
            book.use(STOP, 3, 10, 77);
            book.answer(Reply.OK, 4_711);
            book.use(STOP, 3, 11, 77);
            assertEquals(Reply.REPLAY, book.replyTo(3));
            assertEquals(0, book.stagedDigestFor(3));
            assertEquals(Reply.REPLAY, book.verdict(STOP, 3, 10, 77));
        }

        @Test
        void comparesKindAndContent() {
            book.use(STOP, 3, 10, 77);
            assertEquals(Reply.CACHED, book.verdict(STOP, 3, 10, 77));
            assertEquals(Reply.SEQ_CONFLICT, book.verdict(STOP, 3, 10, 78));
            assertEquals(Reply.SEQ_CONFLICT, book.verdict(Kind.CONFIRM, 3, 10, 77));
        }

        @Test
        void forgetsEachOfEightInTheOrderOfTheirUse() {
            for (int round = 0; round < 3; round++) {
                for (long key = 0; key < 8; key++) {
                    book.use(STOP, key, 10 * (round + 1) + key, 0);
                }
            }
            for (long key = 0; key < 8; key++) {
                assertEquals(30 + key, book.lastSeq(key));
                book.use(STOP, 100 + key, 1_000, 0);
                assertEquals(30 + key, book.lastSeq(key), "now it is the floor");
                assertEquals(30 + key, book.lastSeq(-1));
                assertEquals(Reply.REPLAY, book.verdict(STOP, key, 30 + key, 0));
            }
        }
    }

    // [utest->req~SR-48~1]
    @Nested
    class ABookOfFailures {
        private final FailureBook book = new FailureBook();

        private void fail(long keyId, long... atMs) {
            for (long at : atMs) {
                book.fail(keyId, at);
            }
        }

        @Test
        void knowsNobodyAtFirst() {
            assertFalse(book.isRefused(0, 0));
            assertFalse(book.isAttacked(0));
        }

        @Test
        void refusesFromTheFifthOn() {
            fail(0, 0, 0, 0, 0);
            assertFalse(book.isRefused(0, 0));
            assertFalse(book.isAttacked(0));
            fail(0, 0);
            assertTrue(book.isRefused(0, 0));
            assertTrue(book.isRefused(0, 599_999));
            assertFalse(book.isRefused(0, 600_000));
            assertTrue(book.isAttacked(599_999));
            assertFalse(book.isAttacked(600_000));
        }

        @Test
        void prolongsNoRefusalByWhatFailsWhileItLasts() {
            fail(7, 0, 0, 0, 0, 0, 300_000);
            assertTrue(book.isRefused(7, 599_999));
            assertFalse(book.isRefused(7, 600_000));
            assertFalse(book.isAttacked(600_000));
        }

        @Test
        void writesANewKeyIntoTheFirstFreePlace() {
            fail(7, 5);
            fail(8, 5);
            assertArrayEquals(new long[] {7, 8, 0, 0, 0, 0, 0, 0}, KernelState.longs(book, "keyId"));
        }

        @Test
        void callsItNoAttackIfWhoIsDroppedFailedLongAgo() {
            for (long key = 0; key < 8; key++) {
                fail(key, 0);
            }
            fail(99, 600_000);
            assertFalse(book.isAttacked(600_000));
            assertFalse(book.isRefused(0, 600_000));
        }

        @Test
        void goesOnAfterARestart() {
            fail(7, 0, 1, 2, 3, 4);
            Image image = saving();
            book.exchange(image, 4);
            assertTrue(image.isSound());
            image.beginLoad();
            FailureBook other = new FailureBook();
            other.exchange(image, 4);
            assertTrue(image.isSound());
            assertTrue(other.isRefused(7, 4));
            assertTrue(other.isAttacked(600_003));
            assertFalse(other.isAttacked(600_004));
        }

        @Test
        void looksAtTheLastFiveAlone() {
            fail(7, 0, 1, 2, 3, 600_000, 600_001, 600_002);
            assertFalse(book.isRefused(7, 600_002));
            fail(7, 600_003);
            assertFalse(book.isRefused(7, 600_003), "the first of these five is 600 s ago");
            fail(7, 600_003);
            assertTrue(book.isRefused(7, 600_003));
        }

        @Test
        void dropsWhoFailedLongestAgo() {
            for (long key = 0; key < 8; key++) {
                fail(key, 100 + key, 200 - key);
            }
            fail(99, 300); // key 7 failed last at 193
            assertTrue(book.isAttacked(300));
            fail(6, 300, 300, 300);
            assertTrue(book.isRefused(6, 300));
            fail(7, 300, 300, 300);
            assertFalse(book.isRefused(7, 300));
        }
    }
}
