package org.itb.harness.properties;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.itb.kernel.Kind;
import org.itb.kernel.Mode;
import org.itb.kernel.Reply;

/**
 * What has happened to a pump, kept from the accepted orders alone and without any of the kernel's arithmetic: which
 * programs, limits and boluses there were and when, and the exact output. Nothing is ever forgotten or merged.
 */
final class History implements Watch {
    static final long DAY_MS = 86_400_000;
    static final long HOUR_MS = 3_600_000;
    private static final long TICK_MAX_MS = 60_000;
    private static final long BEFORE_US_MS = -2 * DAY_MS;

    /** A program and when it took force; what replaced it is the next in the list. */
    record InForce(long sinceMs, Day day) {
    }

    /** A limit on the day's dose and since when it is: the patient's, but at most the age class's. */
    record Limit(long sinceMs, long ngPerDay) {
    }

    /** A bolus; its end is the programmed one until it is cancelled. */
    record Given(long startMs, long startCreditMs, long endMs, long volumeNl, long durationMs, boolean patient) {
        long rateNlPerH() {
            return BigInteger.valueOf(volumeNl).multiply(BigInteger.valueOf(HOUR_MS))
                    .divide(BigInteger.valueOf(durationMs)).longValueExact();
        }
    }

    final Output output = new Output();
    final List<InForce> programs = new ArrayList<>();
    final List<Limit> limits = new ArrayList<>();
    final List<Given> boluses = new ArrayList<>();
    Order.StagePatientBolus settings;
    final int concentrationUgPerMl;
    long nowMs;
    long creditMs;
    int cancelled;
    int ordered = Mode.RUN;

    private Day earlier;
    private long patientLimitNg;
    private int age;
    private long basalNlPerH;
    private long bolusNlPerH;

    History(Setup setup) {
        concentrationUgPerMl = setup.concentrationUgPerMl();
        programs.add(new InForce(BEFORE_US_MS, Day.constant(setup.rateNlPerH())));
        settings = setup.patientBolus();
        patientLimitNg = setup.limitNgPerDay();
        age = setup.age();
        noteLimit();
    }

    Day present() {
        return programs.get(programs.size() - 1).day();
    }

    Given newestBolus() {
        return boluses.get(boluses.size() - 1);
    }

    boolean isBolusDue() {
        return !boluses.isEmpty() && newestBolus().endMs() > nowMs;
    }

    /** Drug in a load, in pg × 3,600,000. */
    BigInteger drug(BigInteger load) {
        return load.multiply(BigInteger.valueOf(concentrationUgPerMl));
    }

    /** A dose in ng as drug in pg × 3,600,000. */
    static BigInteger ng(long ng) {
        return BigInteger.valueOf(ng).multiply(BigInteger.valueOf(1000 * HOUR_MS));
    }

    @Override
    public void before(PumpUnderTest pump, Order order) {
        basalNlPerH = pump.kernel.basalNlPerH();
        bolusNlPerH = pump.kernel.bolusNlPerH();
    }

    @Override
    public void after(PumpUnderTest pump, Order order, int reply) {
        if (reply != Reply.OK) {
            return;
        }
        if (order instanceof Order.Tick tick) {
            pass(Math.min(tick.dtMs(), 10 * 365 * DAY_MS));
        } else if (order instanceof Order.Confirm confirm) {
            accept(confirm.staged());
        } else if (order.kind() == Kind.PATIENT_BOLUS_REQUEST) {
            start(settings.volumeNl(), settings.durationMs(), true);
        }
        if (isBolusDue() && pump.kernel.bolusNlPerH() == 0) {
            Given bolus = boluses.remove(boluses.size() - 1);
            boluses.add(new Given(
                    bolus.startMs(), bolus.startCreditMs(), nowMs, bolus.volumeNl(), bolus.durationMs(), bolus.patient()));
            cancelled++;
        }
    }

    private void pass(long ms) {
        long bolusMs = isBolusDue() ? Math.min(ms, newestBolus().endMs() - nowMs) : 0;
        output.flow(basalNlPerH + bolusNlPerH, bolusMs);
        output.flow(basalNlPerH, ms - bolusMs);
        nowMs += ms;
        creditMs += Math.min(ms, TICK_MAX_MS);
    }

    private void accept(Order staged) {
        if (staged instanceof Order.StageProgram program) {
            Day day = new Day(program.steps());
            boolean reduction = day.load().compareTo(present().load()) < 0;
            earlier = reduction ? present() : earlier;
            programs.add(new InForce(nowMs, day));
        } else if (staged instanceof Order.StageRestore restore) {
            Day day = restore.whole() ? earlier : Day.constant(restore.rateNlPerH());
            boolean reduction = day.load().compareTo(present().load()) < 0;
            earlier = reduction ? present() : earlier;
            programs.add(new InForce(nowMs, day));
            ordered = Mode.RUN;
        } else if (staged instanceof Order.StageRestart restart) {
            programs.add(new InForce(nowMs, restart.whole() ? present() : Day.constant(restart.rateNlPerH())));
            earlier = null;
        } else if (staged instanceof Order.StageBolus bolus) {
            start(bolus.volumeNl(), bolus.durationMs(), false);
        } else if (staged instanceof Order.StagePatientBolus set) {
            settings = set;
        } else if (staged instanceof Order.StageLimit limit) {
            patientLimitNg = limit.limitNgPerDay();
            noteLimit();
        } else if (staged instanceof Order.StageProfile profile) {
            age = profile.age();
            noteLimit();
        } else {
            acceptMode(staged.kind());
        }
    }

    private void acceptMode(int kind) {
        if (kind == Kind.STAGE_STOP || kind == Kind.STAGE_MIN_RATE) {
            earlier = present();
            ordered = kind == Kind.STAGE_STOP ? Mode.STOP : Mode.MIN;
        }
        if (kind == Kind.STAGE_RESUME) {
            ordered = Mode.RUN;
        }
    }

    private void start(long volumeNl, long durationMs, boolean patient) {
        boluses.add(new Given(nowMs, creditMs, nowMs + durationMs, volumeNl, durationMs, patient));
    }

    private void noteLimit() {
        limits.add(new Limit(nowMs, Math.min(patientLimitNg, age == 2 ? 1_200_000 : 2_100_000)));
    }

    long limitNg() {
        return limits.get(limits.size() - 1).ngPerDay();
    }

    /** The highest limit that was in force at some time from then to then. */
    long highestLimitNg(long fromMs, long toMs) {
        long highest = 0;
        for (int i = 0; i < limits.size(); i++) {
            boolean replacedBefore = i + 1 < limits.size() && limits.get(i + 1).sinceMs() < fromMs;
            if (limits.get(i).sinceMs() <= toMs && !replacedBefore) {
                highest = Math.max(highest, limits.get(i).ngPerDay());
            }
        }
        return highest;
    }

    /** The highest dose of a day, as a load, that was in force at some time after then. */
    BigInteger highestLoadAfter(long ms) {
        BigInteger highest = present().load();
        for (int i = 0; i + 1 < programs.size(); i++) {
            if (programs.get(i + 1).sinceMs() > ms) {
                highest = highest.max(programs.get(i).day().load());
            }
        }
        return highest;
    }

    /** Drug of the boluses before the newest {@code without}, of which a part lies after then, in full. */
    BigInteger countedAfter(long ms, int without) {
        BigInteger sum = BigInteger.ZERO;
        for (Given bolus : boluses.subList(0, boluses.size() - without)) {
            if (bolus.endMs() > ms) {
                sum = sum.add(BigInteger.valueOf(bolus.volumeNl()));
            }
        }
        return drug(sum.multiply(BigInteger.valueOf(HOUR_MS)));
    }

    /** The same for an hour: of each bolus at most what an hour of it holds (D-04). */
    BigInteger hourCountedAfter(long ms, int without) {
        BigInteger sum = BigInteger.ZERO;
        for (Given bolus : boluses.subList(0, boluses.size() - without)) {
            if (bolus.endMs() > ms) {
                sum = sum.add(BigInteger.valueOf(Math.min(bolus.volumeNl(), bolus.rateNlPerH())));
            }
        }
        return drug(sum.multiply(BigInteger.valueOf(HOUR_MS)));
    }

    /** What the boluses that overlap a window can put into it: all of each, or what an hour of it holds. */
    BigInteger givenBetween(long fromMs, long toMs, boolean hour) {
        BigInteger sum = BigInteger.ZERO;
        for (Given bolus : boluses) {
            if (bolus.endMs() > fromMs && bolus.startMs() < toMs) {
                long nl = hour ? Math.min(bolus.volumeNl(), bolus.rateNlPerH()) : bolus.volumeNl();
                sum = sum.add(BigInteger.valueOf(nl));
            }
        }
        return drug(sum.multiply(BigInteger.valueOf(HOUR_MS)));
    }
}
