package org.itb.harness.oracle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.itb.harness.stream.Age;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.DoseOverride;
import org.itb.harness.stream.Entry;
import org.itb.harness.stream.Message;
import org.itb.harness.stream.Origin;
import org.itb.harness.stream.Phase;
import org.itb.harness.stream.Setup;

/** How far an accepted program may have moved the dose of a day: SR-08 … SR-12, SR-35, and the reminder of D-25. */
final class StepRules {
    private static final long DAY_MS = TherapyAccount.DAY_MS;

    private record Replaced(BigInteger dosePg, long atCreditMs) { }

    private final TherapyAccount account;
    private final List<Replaced> replaced = new ArrayList<>();
    private Origin origin;
    private Age age;
    private Phase phase;
    private final long screeningNg;
    private boolean started;
    private long firstStartMs;
    private long raisedMs;
    private long earlierSinceMs;
    private BigInteger reducedFromPg = BigInteger.ZERO;

    StepRules(TherapyAccount account, Setup setup) {
        this.account = account;
        origin = setup.origin();
        age = setup.age();
        phase = setup.phase();
        screeningNg = setup.screeningDoseNg();
        started = setup.rateNlPerH().isPresent();
        firstStartMs = -setup.firstStartSinceMs();
        raisedMs = -setup.rateSinceMs();
    }

    /** What speaks against a command that the kernel accepted, before the account knows of it. */
    Optional<String> faultOf(Command command, Entry entry) {
        BigInteger presentPg = pg(account.present());
        if (command instanceof Command.StageContinuous program) {
            return faultOf(pg(Day.constant(program.rateNlPerH())), presentPg, program.statedNgPerDay(), entry);
        }
        if (command instanceof Command.StageFlex program) {
            return faultOf(pg(new Day(program.steps())), presentPg, program.statedNgPerDay(), entry);
        }
        if (command instanceof Command.StageRestore restore) {
            Day earlier = account.earlier();
            if (earlier == null) {
                return Optional.of("restored without an earlier program (SR-12)");
            }
            BigInteger dosePg = restore.rateNlPerH().isPresent()
                    ? pg(Day.constant(restore.rateNlPerH().getAsLong())) : pg(earlier);
            return dosePg.compareTo(pg(earlier)) > 0 ? Optional.of("restored above the earlier dose (SR-12)") : Optional.empty();
        }
        if (command instanceof Command.StageRestart restart && restart.rateNlPerH().isPresent()) {
            BigInteger dosePg = pg(Day.constant(restart.rateNlPerH().getAsLong()));
            return dosePg.compareTo(presentPg) > 0 ? Optional.of("restarted above the earlier dose (SR-35)") : Optional.empty();
        }
        return Optional.empty();
    }

    private Optional<String> faultOf(BigInteger dosePg, BigInteger presentPg, long statedNg, Entry entry) {
        BigInteger distance = dosePg.subtract(BigInteger.valueOf(statedNg).multiply(BigInteger.valueOf(1000))).abs();
        if (distance.compareTo(BigInteger.valueOf(24L * account.concentrationUgPerMl())) > 0) {
            return Optional.of("a dose that is not as stated (SR-08)");
        }
        if (!started) {
            long mostNg = Math.min(200_000, 2 * screeningNg);
            return dosePg.compareTo(BigInteger.valueOf(mostNg * 1000)) > 0
                    ? Optional.of("a first start above twice the screening dose (SR-09)") : Optional.empty();
        }
        if (dosePg.compareTo(presentPg) > 0) {
            return faultOfIncrease(dosePg, presentPg);
        }
        boolean meant = entry.message().map(Message::overrides).filter(given -> given.contains(DoseOverride.REDUCE)).isPresent();
        boolean confirmsAtOnce = entry.message().map(Message::confirm).orElse(false);
        return isLarge(dosePg, presentPg) && confirmsAtOnce && !meant
                ? Optional.of("a large reduction without its override (SR-11)") : Optional.empty();
    }

    private Optional<String> faultOfIncrease(BigInteger dosePg, BigInteger presentPg) {
        long nowMs = account.creditMs();
        if (nowMs - firstStartMs < DAY_MS || nowMs - raisedMs < DAY_MS) {
            return Optional.of("an increase too soon (SR-10)");
        }
        BigInteger lowest = presentPg;
        for (int i = replaced.size() - 1; i >= 0 && nowMs - replaced.get(i).atCreditMs() < DAY_MS; i--) {
            lowest = lowest.min(replaced.get(i).dosePg());
        }
        return dosePg.multiply(BigInteger.valueOf(100)).compareTo(lowest.multiply(BigInteger.valueOf(100 + percent()))) > 0
                ? Optional.of("an increase too large (SR-09)") : Optional.empty();
    }

    private int percent() {
        boolean spinalAdult = origin == Origin.SPINAL && age == Age.ADULT;
        if (phase == Phase.MAINTENANCE) {
            return spinalAdult ? 40 : 20;
        }
        return spinalAdult ? 30 : 15;
    }

    private static boolean isLarge(BigInteger dosePg, BigInteger presentPg) {
        return dosePg.multiply(BigInteger.valueOf(100)).compareTo(presentPg.multiply(BigInteger.valueOf(80))) < 0;
    }

    /** The account knows of the command now. */
    void follow(Command command) {
        if (command instanceof Command.StageProfile profile) {
            origin = profile.origin();
            age = profile.age();
            phase = profile.phase();
        }
        boolean program = command instanceof Command.StageContinuous || command instanceof Command.StageFlex;
        if (program || command instanceof Command.StageRestore) {
            followProgram(command instanceof Command.StageRestore);
        }
        if (command instanceof Command.StageRestart) {
            replaced.clear();
            raisedMs = account.creditMs();
            reducedFromPg = BigInteger.ZERO;
        }
        if (command instanceof Command.StageConcentrationChange) {
            TherapyAccount.InForce before = account.programs().get(account.programs().size() - 2);
            if (pg(before.drug()).compareTo(pg(account.present())) != 0) {
                replaced.add(new Replaced(pg(before.drug()), account.creditMs()));
            }
        }
        if (!program && started) {
            switch (command.kind()) {
                case STAGE_STOP, STAGE_MIN_RATE -> earlierSinceMs = account.nowMs();
                default -> { }
            }
        }
    }

    private void followProgram(boolean restoring) {
        BigInteger presentPg = pg(account.programs().get(account.programs().size() - 2).day());
        BigInteger dosePg = pg(account.present());
        int rise = dosePg.compareTo(presentPg);
        boolean exempt = restoring && rise > 0 && account.nowMs() - earlierSinceMs <= DAY_MS;
        if (!started) {
            started = true;
            firstStartMs = account.creditMs();
        } else if (rise != 0) {
            replaced.add(new Replaced(presentPg, account.creditMs()));
        }
        if (rise < 0) {
            earlierSinceMs = account.nowMs();
            reducedFromPg = isLarge(dosePg, presentPg) ? presentPg : reducedFromPg;
        }
        if (dosePg.compareTo(reducedFromPg) >= 0) {
            reducedFromPg = BigInteger.ZERO;
        }
        if (rise > 0 && !exempt) {
            raisedMs = account.creditMs();
        }
    }

    /** D-25: a large reduction waits to be seen. */
    boolean isReduced() {
        return reducedFromPg.signum() > 0;
    }

    void forgetReduction() {
        reducedFromPg = BigInteger.ZERO;
    }

    /** The dose of a day in pg, rounded up. */
    private BigInteger pg(Day day) {
        return pg(account.drug(day.load()));
    }

    private static BigInteger pg(BigInteger drug) {
        BigInteger[] parts = drug.divideAndRemainder(BigInteger.valueOf(TherapyAccount.HOUR_MS));
        return parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0];
    }
}
