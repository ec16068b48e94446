package org.itb.harness.oracle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.CommandKind;
import org.itb.kernel.Mode;

/**
 * What has happened to a pump, kept from the accepted commands alone and without any of the kernel's arithmetic: which
 * programs, limits and boluses there were and when, and the exact output. Nothing is ever forgotten or merged.
 */
public class TherapyAccount {
    public static final long DAY_MS = 86_400_000;
    public static final long HOUR_MS = 3_600_000;
    private static final long TICK_MAX_MS = 60_000;
    private static final long TICK_CREDIT_MAX_MS = 10 * 365 * DAY_MS;
    private static final long HOUR_LIMIT_NG = 150_000;
    private static final int CHILD = 2;
    private static final int WEAKEST_UG_PER_ML = 500;

    /** A program, its drug and when it took force; what replaced it is the next in the list. */
    public record InForce(long sinceMs, Day day, int concentrationUgPerMl) {
        /** Of a day, in pg × 3,600,000. */
        BigInteger drug() {
            return day.load().multiply(BigInteger.valueOf(concentrationUgPerMl));
        }
    }

    /** A limit on the day's dose and since when it is: the patient's, but at most the age class's. */
    public record Limit(long sinceMs, long ngPerDay) { }

    /** A bolus; its end is the programmed one until it is cancelled. A priming fills the path and gives nothing. */
    public record Given(
            long startMs, long startCreditMs, long endMs, long volumeNl, long durationMs, boolean patient, boolean priming,
            int concentrationUgPerMl) {
        public long rateNlPerH() {
            return BigInteger.valueOf(volumeNl).multiply(BigInteger.valueOf(HOUR_MS))
                    .divide(BigInteger.valueOf(durationMs)).longValueExact();
        }
    }

    private final Outflow output = new Outflow();
    /** What leaves the tip by plug flow, as a rate of the weakest drug that holds as much. */
    private final Outflow atTip = new Outflow();
    private final PathAccount path = new PathAccount();
    private final List<InForce> programs = new ArrayList<>();
    private final List<Limit> limits = new ArrayList<>();
    private final List<Given> boluses = new ArrayList<>();
    private int concentrationUgPerMl;
    private long tipTimesWeakest;
    private long confirmedNl;
    private Command.StagePatientBolus settings;
    private long nowMs;
    private long creditMs;
    private int cancelled;
    private int ordered = Mode.RUN;
    private Day earlier;
    private long restartedAtMs = -1;
    private long patientLimitNg;
    private int age;

    /**
     * An account that begins at time 0.
     *
     * @param rateNlPerH  the rate that runs; 0 for a pump that has never run
     * @param sinceMs     since when, below 0
     * @param settings    of the patient's bolus; null if there is none
     */
    public TherapyAccount(
            int concentrationUgPerMl, long rateNlPerH, long sinceMs, long patientLimitNg, int age,
            Command.StagePatientBolus settings) {
        this.concentrationUgPerMl = concentrationUgPerMl;
        tipTimesWeakest = concentrationUgPerMl / WEAKEST_UG_PER_ML;
        this.settings = settings;
        this.patientLimitNg = patientLimitNg;
        this.age = age;
        programs.add(new InForce(sinceMs, Day.constant(rateNlPerH), concentrationUgPerMl));
        noteLimit();
    }

    // --- what happens

    /** The sensor has seen so much since time 0, before a tick passes its time. */
    public final void hearFlow(long seenNl) {
        confirmedNl = seenNl;
        tipTimesWeakest = path.flownUgPerMl(seenNl, concentrationUgPerMl) / WEAKEST_UG_PER_ML;
    }

    /** Time passes at an output; of the bolus only what lies before its end. */
    public final void pass(long ms, long basalNlPerH, long bolusNlPerH) {
        long lastsMs = Math.min(ms, TICK_CREDIT_MAX_MS);
        flow(lastsMs, basalNlPerH, bolusNlPerH);
        creditMs += Math.min(lastsMs, TICK_MAX_MS);
    }

    /** The same in ticks that are not late, however many: all of it is credited. */
    final void passInTicks(long ms, long basalNlPerH, long bolusNlPerH) {
        flow(ms, basalNlPerH, bolusNlPerH);
        creditMs += ms;
    }

    /** The same while the schedule is followed: a late tick delivers what was scheduled in it (K-12). */
    public final void passScheduled(long ms, long todMs, long bolusNlPerH) {
        long leftMs = Math.min(ms, TICK_CREDIT_MAX_MS);
        creditMs += Math.min(leftMs, TICK_MAX_MS);
        long atMs = todMs;
        while (leftMs > 0) {
            long pieceMs = Math.min(leftMs, present().nextStepInMs(atMs));
            flow(pieceMs, present().rateAtNlPerH(atMs), bolusNlPerH);
            atMs = (atMs + pieceMs) % DAY_MS;
            leftMs -= pieceMs;
        }
    }

    /** The same during a bridge: a late tick delivers the new rate from when the bridge should have ended (K-12). */
    public final void passBridge(long ms, long bridgeNlPerH, long afterNlPerH) {
        long lastsMs = Math.min(ms, TICK_CREDIT_MAX_MS);
        creditMs += Math.min(lastsMs, TICK_MAX_MS);
        long bridgeMs = Math.min(lastsMs, path.endsInMs(bridgeNlPerH, output.load() % HOUR_MS));
        tipTimesWeakest = path.oldUgPerMl() / WEAKEST_UG_PER_ML;
        flow(bridgeMs, bridgeNlPerH, 0);
        tipTimesWeakest = concentrationUgPerMl / WEAKEST_UG_PER_ML;
        flow(lastsMs - bridgeMs, afterNlPerH, 0);
    }

    private void flow(long ms, long basalNlPerH, long bolusNlPerH) {
        long bolusMs = isBolusDue() ? Math.min(ms, newestBolus().endMs() - nowMs) : 0;
        if (bolusMs > 0) {
            output.flow(basalNlPerH + bolusNlPerH, bolusMs);
            atTip.flow((basalNlPerH + (newestBolus().priming() ? 0 : bolusNlPerH)) * tipTimesWeakest, bolusMs);
        }
        if (ms > bolusMs) {
            output.flow(basalNlPerH, ms - bolusMs);
            atTip.flow(basalNlPerH * tipTimesWeakest, ms - bolusMs);
        }
        nowMs += ms;
    }

    /** A command took effect: one that was staged and confirmed, or a patient's request. */
    public final void accept(Command command) {
        if (command instanceof Command.StageContinuous program) {
            install(Day.constant(program.rateNlPerH()));
        } else if (command instanceof Command.StageFlex program) {
            install(new Day(program.steps()));
        } else if (command instanceof Command.StageRestore restore) {
            install(restore.rateNlPerH().isPresent() ? Day.constant(restore.rateNlPerH().getAsLong()) : earlier);
            ordered = Mode.RUN;
        } else if (command instanceof Command.StageRestart restart) {
            inForce(restart.rateNlPerH().isPresent() ? Day.constant(restart.rateNlPerH().getAsLong()) : present());
            earlier = null;
            restartedAtMs = nowMs;
        } else if (command instanceof Command.StageClinicianBolus bolus) {
            start(bolus.volumeNl(), bolus.durationMs(), false, false);
        } else if (command instanceof Command.StagePriming priming) {
            start(priming.volumeNl(), priming.durationMs(), false, true);
            path.prime(priming.tokenId(), creditMs + priming.durationMs());
        } else if (command instanceof Command.StageConcentrationChange change) {
            change(change.bridge(), change.pathVolumeNl(), (int) change.concentrationUgPerMl());
        } else if (command instanceof Command.StagePatientBolus set) {
            settings = set;
        } else if (command instanceof Command.StageLimits limit) {
            patientLimitNg = limit.patientLimitNgPerDay();
            noteLimit();
        } else if (command instanceof Command.StageProfile profile) {
            age = profile.age().number();
            noteLimit();
        } else {
            acceptBare(command.kind());
        }
    }

    private void install(Day day) {
        boolean reduction = day.load().compareTo(present().load()) < 0;
        earlier = reduction ? present() : earlier;
        inForce(day);
    }

    private void inForce(Day day) {
        programs.add(new InForce(nowMs, day, concentrationUgPerMl));
        path.follow(programs.get(programs.size() - 1).drug());
    }

    /** SR-25: the same doses in another drug. */
    private void change(boolean bridge, long pathVolumeNl, int newUgPerMl) {
        int oldUgPerMl = concentrationUgPerMl;
        long meanNlPerH = present().load().divide(BigInteger.valueOf(DAY_MS)).longValueExact();
        path.change(bridge, pathVolumeNl, oldUgPerMl, newUgPerMl, meanNlPerH, confirmedNl);
        concentrationUgPerMl = newUgPerMl;
        programs.add(new InForce(nowMs, present().inDrug(oldUgPerMl, newUgPerMl), newUgPerMl));
        earlier = earlier == null ? null : earlier.inDrug(oldUgPerMl, newUgPerMl);
        earlier = earlier == null || earlier.isLegal() ? earlier : null;
        if (settings != null) {
            long volumeNl = settings.volumeNl() * oldUgPerMl / newUgPerMl;
            settings = volumeNl == 0 ? null : new Command.StagePatientBolus(
                    volumeNl, settings.durationMs(), settings.lockoutMs(), settings.countPer24h());
        }
    }

    private void acceptBare(CommandKind kind) {
        if (kind == CommandKind.PATIENT_BOLUS_REQUEST) {
            start(settings.volumeNl(), settings.durationMs(), true, false);
        }
        boolean hasRun = present().load().signum() > 0;
        if (hasRun && (kind == CommandKind.STAGE_STOP || kind == CommandKind.STAGE_MIN_RATE)) {
            earlier = present();
            ordered = kind == CommandKind.STAGE_STOP ? Mode.STOP : Mode.MIN;
        }
        if (kind == CommandKind.STAGE_RESUME) {
            ordered = Mode.RUN;
        }
    }

    private void start(long volumeNl, long durationMs, boolean patient, boolean priming) {
        boluses.add(new Given(
                nowMs, creditMs, nowMs + durationMs, volumeNl, durationMs, patient, priming,
                path.tipUgPerMl(confirmedNl, concentrationUgPerMl)));
    }

    /** The running bolus ends now, before its time. */
    public final void cancelBolus() {
        Given bolus = boluses.remove(boluses.size() - 1);
        boluses.add(new Given(
                bolus.startMs(), bolus.startCreditMs(), nowMs, bolus.volumeNl(), bolus.durationMs(), bolus.patient(), bolus.priming(),
                bolus.concentrationUgPerMl()));
        cancelled++;
    }

    private void noteLimit() {
        limits.add(new Limit(nowMs, Math.min(patientLimitNg, hardLimitNg())));
    }

    private long hardLimitNg() {
        return age == CHILD ? 1_200_000 : 2_100_000;
    }

    // --- what is

    public final Outflow output() {
        return output;
    }

    public final PathAccount path() {
        return path;
    }

    /** What leaves the tip by plug flow: its loads are drug in pg × 3,600,000 once {@link #drugAtTip} has taken them. */
    public final Outflow atTip() {
        return atTip;
    }

    /** Drug of a load of {@link #atTip}. */
    public static long drugAtTip(long load) {
        return Math.multiplyExact(load, WEAKEST_UG_PER_ML);
    }

    public final List<InForce> programs() {
        return programs;
    }

    public final List<Limit> limits() {
        return limits;
    }

    public final List<Given> boluses() {
        return boluses;
    }

    public final Command.StagePatientBolus settings() {
        return settings;
    }

    public final int concentrationUgPerMl() {
        return concentrationUgPerMl;
    }

    public final long nowMs() {
        return nowMs;
    }

    /** The clock that a tick moves by P33 at most (SR-52). */
    public final long creditMs() {
        return creditMs;
    }

    public final int cancelled() {
        return cancelled;
    }

    /** A restart was accepted at this very time (SR-35). */
    public final boolean isRestartedNow() {
        return restartedAtMs == nowMs;
    }

    public final boolean isChild() {
        return age == CHILD;
    }

    /** What a person ordered last, of {@link Mode}. */
    public final int ordered() {
        return ordered;
    }

    /** The program before the last reduction or stop; null if there is none to return to. */
    public final Day earlier() {
        return earlier;
    }

    public final Day present() {
        return programs.get(programs.size() - 1).day();
    }

    public final Given newestBolus() {
        return boluses.get(boluses.size() - 1);
    }

    public final boolean isBolusDue() {
        return !boluses.isEmpty() && newestBolus().endMs() > nowMs;
    }

    public final long limitNg() {
        return limits.get(limits.size() - 1).ngPerDay();
    }

    /** Drug in a load, in pg × 3,600,000. */
    public final BigInteger drug(BigInteger load) {
        return load.multiply(BigInteger.valueOf(concentrationUgPerMl));
    }

    /** Drug in a load, in pg × 3,600,000. */
    public final BigInteger drug(long load) {
        return drug(BigInteger.valueOf(load));
    }

    /** A dose in ng as drug in pg × 3,600,000. */
    public static BigInteger ng(long ng) {
        return BigInteger.valueOf(ng).multiply(BigInteger.valueOf(1000 * HOUR_MS));
    }

    /** The highest limit that was in force at some time from then to then. */
    public final long highestLimitNg(long fromMs, long toMs) {
        long highest = 0;
        for (int i = limits.size() - 1; i >= 0; i--) {
            boolean replacedBefore = i + 1 < limits.size() && limits.get(i + 1).sinceMs() < fromMs;
            if (limits.get(i).sinceMs() <= toMs && !replacedBefore) {
                highest = Math.max(highest, limits.get(i).ngPerDay());
            }
        }
        return highest;
    }

    /** The highest dose of a day, in pg × 3,600,000, that was in force at some time after then. */
    public final BigInteger highestDrugAfter(long ms) {
        BigInteger highest = programs.get(programs.size() - 1).drug();
        for (int i = programs.size() - 2; i >= 0 && programs.get(i + 1).sinceMs() > ms; i--) {
            highest = highest.max(programs.get(i).drug());
        }
        return highest;
    }

    /** Drug of the boluses before the newest {@code without}, of which a part lies after then, in full. */
    public final BigInteger countedAfter(long ms, int without) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = boluses.size() - 1 - without; i >= 0 && boluses.get(i).endMs() > ms; i--) {
            sum = sum.add(drugOf(boluses.get(i), boluses.get(i).volumeNl()));
        }
        return sum;
    }

    private static BigInteger drugOf(Given bolus, long volumeNl) {
        return BigInteger.valueOf(volumeNl * HOUR_MS).multiply(BigInteger.valueOf(bolus.concentrationUgPerMl()));
    }

    /** The same for an hour: of each bolus at most what an hour of it holds (D-04). */
    public final BigInteger hourCountedAfter(long ms, int without) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = boluses.size() - 1 - without; i >= 0 && boluses.get(i).endMs() > ms; i--) {
            sum = sum.add(drugOf(boluses.get(i), hourNl(boluses.get(i))));
        }
        return sum;
    }

    /** What the boluses that overlap a window can put into it: all of each, or what an hour of it holds. */
    public final BigInteger givenBetween(long fromMs, long toMs, boolean hour) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = boluses.size() - 1; i >= 0 && boluses.get(i).endMs() > fromMs; i--) {
            Given bolus = boluses.get(i);
            if (bolus.startMs() < toMs && !bolus.priming()) {
                sum = sum.add(drugOf(bolus, hour ? hourNl(bolus) : bolus.volumeNl()));
            }
        }
        return sum;
    }

    private static long hourNl(Given bolus) {
        return bolus.priming() ? 0 : Math.min(bolus.volumeNl(), bolus.rateNlPerH());
    }

    // --- what is wrong with what was accepted

    /** D-01, D-02, D-04: every bolus of which a part lies in the window, the newest one, and the highest day or hour. */
    public final Optional<String> faultOfNewestBolus() {
        Given bolus = newestBolus();
        BigInteger day = highestDrugAfter(bolus.startMs() + bolus.durationMs() - DAY_MS)
                .add(countedAfter(nowMs - DAY_MS, 1)).add(drugOf(bolus, bolus.volumeNl()));
        if (day.compareTo(ng(bolus.priming() ? hardLimitNg() : limitNg())) > 0) {
            return Optional.of("a bolus beyond the limit of 24 h (SR-06)");
        }
        BigInteger hour = drug(present().worstHourLoad())
                .add(hourCountedAfter(nowMs - HOUR_MS, 1))
                .add(drugOf(bolus, hourNl(bolus)));
        return !bolus.priming() && hour.compareTo(ng(HOUR_LIMIT_NG)) > 0
                ? Optional.of("a bolus beyond the limit of an hour (SR-07)") : Optional.empty();
    }

    /** D-03: the dose alone, and an increase with the boluses that still count. */
    public final Optional<String> faultOfProgram() {
        BigInteger day = drug(present().load());
        BigInteger hour = drug(present().worstHourLoad());
        if (day.compareTo(ng(limitNg())) > 0) {
            return Optional.of("a program beyond the limit of 24 h (SR-04)");
        }
        if (hour.compareTo(ng(HOUR_LIMIT_NG)) > 0) {
            return Optional.of("a program beyond the limit of an hour (SR-07)");
        }
        if (day.compareTo(programs.get(programs.size() - 2).drug()) > 0) {
            if (day.add(countedAfter(nowMs - DAY_MS, 0)).compareTo(ng(limitNg())) > 0) {
                return Optional.of("an increase beyond the limit of 24 h with the boluses that count (SR-06)");
            }
            if (hour.add(hourCountedAfter(nowMs - HOUR_MS, 0)).compareTo(ng(HOUR_LIMIT_NG)) > 0) {
                return Optional.of("an increase beyond the limit of an hour with the boluses that count (SR-07)");
            }
        }
        return Optional.empty();
    }

    /** SR-25: another drug changes no dose, but by what a whole nL/h of each step makes less. */
    public final Optional<String> faultOfChange() {
        BigInteger before = programs.get(programs.size() - 2).drug();
        BigInteger less = before.subtract(programs.get(programs.size() - 1).drug());
        if (less.signum() < 0) {
            return Optional.of("another drug at a higher dose (SR-25)");
        }
        return less.compareTo(drug(DAY_MS)) >= 0 ? Optional.of("another drug at a lower dose (SR-25)") : Optional.empty();
    }

    /**
     * SR-17, both ways: what is accepted keeps lockout and count, and neither is given as a reason when it is none.
     *
     * @param reply to a patient's request, by its name; if it is OK the account knows of the bolus already
     */
    public final Optional<String> faultOfPatientReply(String reply) {
        boolean inLockout = path.isMonitored(creditMs);
        long inDay = 0;
        for (int i = boluses.size() - 1 - (reply.equals("OK") ? 1 : 0); i >= 0 && mayCount(boluses.get(i)); i--) {
            if (boluses.get(i).patient()) {
                inLockout |= creditMs - boluses.get(i).startCreditMs() < settings.lockoutMs();
                inDay += creditMs - boluses.get(i).startCreditMs() < DAY_MS ? 1 : 0;
            }
        }
        boolean isUsedUp = inDay >= settings.countPer24h();
        String fault = switch (reply) {
            case "OK" -> inLockout || isUsedUp ? "a patient's bolus inside lockout or count" : "";
            case "LOCKOUT" -> inLockout ? "" : "LOCKOUT outside the lockout";
            case "COUNT24" -> isUsedUp && !inLockout ? "" : "COUNT24 with " + inDay + " in 24 h";
            default -> "";
        };
        return fault.isEmpty() ? Optional.empty() : Optional.of(fault + " (SR-17)");
    }

    private boolean mayCount(Given bolus) {
        return creditMs - bolus.startCreditMs() < Math.max(DAY_MS, settings.lockoutMs());
    }
}
