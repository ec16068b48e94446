package org.itb.harness.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MotorTest {
    private final Motor motor = new Motor();

    @Test
    void movesTheCommandedVolume() {
        motor.command(8333);
        assertEquals(8333, motor.turn(3_600_000));
    }

    @Test
    void losesNothingHoweverTimeIsSplit() {
        motor.command(8333);
        long splitNl = 0;
        for (int part = 0; part < 86_400; part++) {
            splitNl += motor.turn(1000);
        }
        assertEquals(8333 * 24, splitNl);
    }

    @Test
    void carriesWhatIsBelowANanolitreThroughAStallAndAChangeOfRate() {
        motor.command(3600);
        assertEquals(0, motor.turn(999));
        motor.stall(true);
        assertEquals(0, motor.turn(3_600_000));
        motor.stall(false);
        motor.command(7200);
        assertEquals(0, motor.turn(0));
        assertEquals(1, motor.turn(1));
    }

    @Test
    void multipliesByItsGainExactly() {
        motor.command(8333);
        motor.gain(1440);
        assertEquals(8333L * 1440 / 1000, motor.turn(3_600_000));
        assertEquals(8333L * 1440 * 25 / 1000 - 8333L * 1440 / 1000, motor.turn(24L * 3_600_000));
    }

    @Test
    void standsStillAtGainZero() {
        motor.command(1_000_000);
        motor.gain(0);
        assertEquals(0, motor.turn(86_400_000));
    }

    @Test
    void staysWithin64BitAtTheLargestRateGainAndTime() {
        motor.command(1_000_000);
        motor.gain(100_000);
        long elapsedMs = 10_000_000_000_000L;
        assertEquals(
                java.math.BigInteger.valueOf(elapsedMs).multiply(java.math.BigInteger.valueOf(100_000_000))
                        .divide(java.math.BigInteger.valueOf(3_600_000)).longValueExact(),
                motor.turn(elapsedMs));
    }
}
