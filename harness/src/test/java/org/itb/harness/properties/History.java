package org.itb.harness.properties;

import java.util.OptionalLong;
import org.itb.harness.oracle.Day;
import org.itb.harness.oracle.TherapyAccount;
import org.itb.harness.stream.Age;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.CommandKind;
import org.itb.harness.stream.Origin;
import org.itb.harness.stream.Phase;
import org.itb.kernel.Kind;
import org.itb.kernel.Reply;

/** The account of a pump under test, kept from the orders that it accepts. */
final class History extends TherapyAccount implements Watch {
    private static final long BEFORE_US_MS = -2 * DAY_MS;

    private long basalNlPerH;
    private long bolusNlPerH;

    History(Setup setup) {
        super(setup.concentrationUgPerMl(), setup.rateNlPerH(), BEFORE_US_MS, setup.limitNgPerDay(), setup.age(),
                command(setup.patientBolus()));
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
            pass(tick.dtMs(), basalNlPerH, bolusNlPerH);
        } else if (order instanceof Order.Confirm confirm) {
            accept(command(confirm.staged()));
        } else if (order.kind() == Kind.PATIENT_BOLUS_REQUEST) {
            accept(command(order));
        }
        if (isBolusDue() && pump.kernel.bolusNlPerH() == 0) {
            cancelBolus();
        }
    }

    private static Command.StagePatientBolus command(Order.StagePatientBolus set) {
        return new Command.StagePatientBolus(set.volumeNl(), set.durationMs(), set.lockoutMs(), set.countPer24h());
    }

    private static Command command(Order order) {
        if (order instanceof Order.StageProgram program) {
            long concentration = program.concentrationUgPerMl();
            return program.steps().size() == 1
                    ? new Command.StageContinuous(program.steps().get(0).rateNlPerH(), concentration, program.statedNgPerDay())
                    : new Command.StageFlex(program.steps(), concentration, program.statedNgPerDay());
        } else if (order instanceof Order.StageRestore restore) {
            return new Command.StageRestore(rate(restore.rateNlPerH(), restore.whole()));
        } else if (order instanceof Order.StageRestart restart) {
            return new Command.StageRestart(rate(restart.rateNlPerH(), restart.whole()));
        } else if (order instanceof Order.StageBolus bolus) {
            return new Command.StageClinicianBolus(bolus.volumeNl(), bolus.durationMs());
        } else if (order instanceof Order.StagePatientBolus set) {
            return command(set);
        } else if (order instanceof Order.StageLimit limit) {
            return new Command.StageLimits(limit.limitNgPerDay());
        } else if (order instanceof Order.StageProfile profile) {
            return new Command.StageProfile(
                    Origin.values()[profile.origin() - 1], Age.values()[profile.age() - 1], Phase.values()[profile.phase() - 1]);
        }
        return new Command.Bare(kind(order));
    }

    private static CommandKind kind(Order order) {
        for (CommandKind kind : CommandKind.values()) {
            if (kind.number() == order.kind()) {
                return kind;
            }
        }
        throw new IllegalStateException(order.toString());
    }

    private static OptionalLong rate(long rateNlPerH, boolean whole) {
        return whole ? OptionalLong.empty() : OptionalLong.of(rateNlPerH);
    }

}
