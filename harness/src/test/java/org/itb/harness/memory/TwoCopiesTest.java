package org.itb.harness.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two copies, of which one is always whole (SR-54). */
class TwoCopiesTest {
    private static final int LONGEST = 40;
    private static final byte[] OLD = "what was committed before".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEW = "what is being committed now".getBytes(StandardCharsets.US_ASCII);

    private static RamMedium mediumWith(byte[]... payloads) {
        RamMedium medium = new RamMedium(TwoCopies.size(LONGEST) + 3);
        for (byte[] payload : payloads) {
            assertEquals(Damage.NONE, copiesOn(medium).commit(payload));
        }
        return medium;
    }

    private static TwoCopies copiesOn(Medium medium) {
        return new TwoCopies(medium, 3, LONGEST);
    }

    // [utest->req~SR-54~1]
    @Test
    void keepsWhatWasCommittedLast() {
        TwoCopies copies = copiesOn(mediumWith(OLD, NEW));
        assertEquals(1, copies.whole().size());
        assertArrayEquals(NEW, copies.whole().get(0).payload());
        assertEquals(2, copies.whole().get(0).generation());
        assertEquals(Damage.NONE, copies.damage());
    }

    /** K-55: an erased memory is a lost one. */
    // [utest->req~SR-54~1]
    @Test
    void holdsNothingWhenErased() {
        TwoCopies copies = copiesOn(new RamMedium(TwoCopies.size(LONGEST) + 3));
        assertTrue(copies.whole().isEmpty());
        assertEquals(Damage.BOTH, copies.damage());
    }

    // [utest->req~SR-54~1]
    @Test
    void refusesWhatIsTooLong() {
        TwoCopies copies = copiesOn(mediumWith(OLD));
        assertThrows(IllegalArgumentException.class, () -> copies.commit(new byte[LONGEST + 1]));
        assertArrayEquals(OLD, copies.whole().get(0).payload());
        assertEquals(Damage.NONE, copies.commit(new byte[LONGEST]));
    }

    /** Every single bit of the two copies and their headers: the copy that it lies in is damaged, the other one is not. */
    // [utest->req~SR-54~1]
    @Test
    void noticesEveryBitThatTurnsOver() {
        int copyLength = 16 + NEW.length;
        for (int copy = 0; copy < 2; copy++) {
            for (int at = -16; at < NEW.length; at++) {
                for (int bit = 0; bit < 8; bit++) {
                    RamMedium medium = mediumWith(OLD, NEW);
                    TwoCopies copies = copiesOn(medium);
                    medium.flip(copies.payloadAt(copy) + at, bit);
                    String what = "copy " + copy + ", byte " + (at + 16) + " of " + copyLength + ", bit " + bit;
                    assertEquals(copy == 0 ? Damage.A : Damage.B, copies.damage(), what);
                    assertArrayEquals(NEW, copies.whole().get(0).payload(), what);
                    assertEquals(Damage.NONE, copies.commit(OLD), what);
                    assertEquals(Damage.NONE, copies.damage(), what);
                    assertArrayEquals(OLD, copies.whole().get(0).payload(), what);
                }
            }
        }
    }

    // [utest->req~SR-54~1]
    @Test
    void knowsWhenBothAreDamaged() {
        RamMedium medium = mediumWith(OLD, NEW);
        TwoCopies copies = copiesOn(medium);
        medium.flip(copies.payloadAt(0), 0);
        medium.flip(copies.payloadAt(1) + 5, 7);
        assertEquals(Damage.BOTH, copies.damage());
        assertTrue(copies.whole().isEmpty());
        assertEquals(Damage.NONE, copies.commit(NEW));
        assertEquals(Damage.NONE, copies.damage());
        assertArrayEquals(NEW, copies.whole().get(0).payload());
    }

    /** A cut at each byte, and with anything at all in the byte that was being written: no damage, and nothing lost. */
    // [utest->req~SR-54~1]
    @Test
    void survivesACutAtEveryByteAndCallsNoneOfThemDamage() {
        List<int[]> writes = writesOf(mediumWith(OLD, OLD), NEW);
        assertTrue(writes.size() >= 60, "bytes written: " + writes.size());
        for (int cut = 0; cut <= writes.size(); cut++) {
            for (int garbage = 0; garbage < (cut < writes.size() ? 3 : 1); garbage++) {
                RamMedium medium = mediumWith(OLD, OLD);
                replay(writes, cut, garbage, medium);
                TwoCopies copies = copiesOn(medium);
                String what = "cut before byte " + cut + " of " + writes.size();
                if (garbage == 0) {
                    assertEquals(Damage.NONE, copies.damage(), what);
                }
                byte[] found = copies.whole().get(0).payload();
                assertTrue(Arrays.equals(found, OLD) || Arrays.equals(found, NEW), what);
                assertEquals(Damage.NONE, copies.commit(NEW), what);
                assertArrayEquals(NEW, copies.whole().get(0).payload(), what);
                assertEquals(Damage.NONE, copies.damage(), what);
            }
        }
    }

    /** As long as one copy is damaged, a cut in its repair may be anywhere: the other one is written last. */
    // [utest->req~SR-54~1]
    @Test
    void survivesACutInEveryRepairAndStillReportsTheDamage() {
        for (int damaged = 0; damaged < 2; damaged++) {
            RamMedium broken = mediumWith(OLD, OLD);
            broken.flip(copiesOn(broken).payloadAt(damaged) + 3, 2);
            List<int[]> writes = writesOf(new RamMedium(broken.content()), NEW);
            boolean repaired = false;
            for (int cut = 0; cut <= writes.size(); cut++) {
                RamMedium medium = new RamMedium(broken.content());
                replay(writes, cut, 0, medium);
                TwoCopies copies = copiesOn(medium);
                assertFalse(copies.whole().isEmpty(), "cut before byte " + cut);
                repaired |= copies.damage() == Damage.NONE;
                assertTrue(repaired || copies.damage() == (damaged == 0 ? Damage.A : Damage.B), "cut before byte " + cut);
            }
            assertTrue(repaired);
        }
    }

    private static List<int[]> writesOf(RamMedium onto, byte[] payload) {
        List<int[]> writes = new ArrayList<>();
        copiesOn(new RecordingMedium(onto, writes)).commit(payload);
        return writes;
    }

    private static void replay(List<int[]> writes, int cut, int garbage, RamMedium medium) {
        for (int[] write : writes.subList(0, cut)) {
            medium.write(write[0], (byte) write[1]);
        }
        if (garbage > 0) {
            medium.write(writes.get(cut)[0], (byte) (garbage == 1 ? ~writes.get(cut)[1] : 0x77));
        }
    }

    /** A medium that cannot write a range of addresses. */
    private static Medium failing(RamMedium medium, int from, int to, boolean silently) {
        return new Medium() {
            @Override
            public int size() {
                return medium.size();
            }

            @Override
            public byte read(int address) {
                return medium.read(address);
            }

            @Override
            public void write(int address, byte value) throws MediumException {
                if (address >= from && address < to) {
                    if (silently) {
                        return;
                    }
                    throw new MediumException("worn out");
                }
                medium.write(address, value);
            }
        };
    }

    // [utest->req~SR-54~1]
    @Test
    void saysWhichCopyCannotBeWritten() {
        for (boolean silently : new boolean[] {true, false}) {
            RamMedium medium = mediumWith(OLD);
            int a = copiesOn(medium).payloadAt(0);
            int b = copiesOn(medium).payloadAt(1);
            assertEquals(Damage.A, copiesOn(failing(medium, a + 5, a + 6, silently)).commit(NEW));
            assertArrayEquals(NEW, copiesOn(medium).whole().get(0).payload());
            assertEquals(Damage.B, copiesOn(failing(medium, b + 5, b + 6, silently)).commit(OLD));
            assertArrayEquals(OLD, copiesOn(medium).whole().get(0).payload());
            assertEquals(Damage.BOTH, copiesOn(failing(medium, 0, medium.size(), silently)).commit(NEW));
            assertArrayEquals(OLD, copiesOn(medium).whole().get(0).payload());
        }
    }
}
