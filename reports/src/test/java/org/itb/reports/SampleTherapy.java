package org.itb.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.itb.harness.replay.FailedExpectation;
import org.itb.harness.stream.Age;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.CommandKind;
import org.itb.harness.stream.CommandStream;
import org.itb.harness.stream.Entry;
import org.itb.harness.stream.Expectation;
import org.itb.harness.stream.Message;
import org.itb.harness.stream.Origin;
import org.itb.harness.stream.Phase;
import org.itb.harness.stream.Setup;
import org.itb.harness.stream.WorldChange;
import org.itb.harness.trace.TraceEvent;
import org.itb.harness.trace.TraceRecord;
import org.itb.harness.trace.TraceState;

/**
 * Records of a made-up therapy, written step by step: pictures and curves are tested against it without a kernel in
 * between. The volumes are those of the rates that it sets, to the whole nanolitre.
 */
final class SampleTherapy {
    static final long HOUR = 3_600_000L;
    static final int CONCENTRATION = 2000;

    private final List<TraceRecord> records = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private final String id;
    private final String title;
    private long now;
    private long commandedNlMs;
    private long deliveredNlMs;
    private String mode = "RUN";
    private int basal = 8333;
    private int bolus;
    private int gainPerMille = 1000;
    private List<String> alarms = List.of();
    private List<String> critical = List.of();
    private String signal = "NONE";
    private int expectations;
    private int failed;
    private long fillNl = 20_000_000L;

    SampleTherapy(String id, String title) {
        this.id = id;
        this.title = title;
    }

    private TraceState state() {
        long commanded = commandedNlMs / HOUR;
        long pess = fillNl - (commanded * 1145 + 999) / 1000;
        return new TraceState(mode, basal + bolus, basal, bolus, alarms, critical, signal, commanded,
                deliveredNlMs / HOUR, fillNl - commanded, pess, CONCENTRATION, basal * 24L * CONCENTRATION / 1000,
                2_100_000L);
    }

    SampleTherapy at(long ms) {
        commandedNlMs += (ms - now) * (basal + bolus);
        deliveredNlMs += (ms - now) * (basal + bolus) / 1000 * gainPerMille;
        now = ms;
        return this;
    }

    SampleTherapy rates(int basalNlPerH, int bolusNlPerH) {
        basal = basalNlPerH;
        bolus = bolusNlPerH;
        return this;
    }

    SampleTherapy gain(int perMille) {
        gainPerMille = perMille;
        return this;
    }

    SampleTherapy mode(String next) {
        mode = next;
        return this;
    }

    SampleTherapy alarms(List<String> active, List<String> criticalOnes, String sounding) {
        alarms = active;
        critical = criticalOnes;
        signal = sounding;
        return this;
    }

    SampleTherapy event(TraceEvent event, String alarm) {
        records.add(new TraceRecord.Event(now, event, alarm, state()));
        return this;
    }

    SampleTherapy command(Command command, String reply, String expectedReply) {
        Message message = new Message(command, command.kind().sender(), Optional.empty(), true, true, true, Set.of(), "");
        List<Expectation> expected = List.of(new Expectation.ReplyIs(expectedReply), new Expectation.ModeIs(mode));
        return line(Optional.of(message), Optional.empty(), expected, reply);
    }

    SampleTherapy world(WorldChange change) {
        return line(Optional.empty(), Optional.of(change), List.of(), null);
    }

    SampleTherapy check() {
        return line(Optional.empty(), Optional.empty(), List.of(new Expectation.ModeIs(mode)), null);
    }

    private SampleTherapy line(Optional<Message> message, Optional<WorldChange> change, List<Expectation> expected, String reply) {
        Entry entry = new Entry(entries.size() + 2, now, message, change, expected);
        entries.add(entry);
        List<FailedExpectation> failures = new ArrayList<>();
        for (Expectation one : expected) {
            if (one instanceof Expectation.ReplyIs is && !is.reply().equals(reply)) {
                failures.add(new FailedExpectation(entry.line(), "reply", is.reply(), reply));
            }
        }
        expectations += expected.size();
        failed += failures.size();
        records.add(new TraceRecord.Line(now, entry.line(), entry.name(), reply, false, entry, failures, state()));
        return this;
    }

    SampleTherapy patientBolus(String reply, String expectedReply) {
        if (reply.equals("OK")) {
            rates(basal, 120_000);
        }
        command(new Command.Bare(CommandKind.PATIENT_BOLUS_REQUEST), reply, expectedReply);
        if (reply.equals("OK")) {
            event(TraceEvent.BOLUS_START, null);
            event(TraceEvent.RATE, null);
            at(now + 600_000L).rates(basal, 0).event(TraceEvent.BOLUS_END, null).event(TraceEvent.RATE, null);
        }
        return this;
    }

    /** The records in order, with header and end. */
    List<TraceRecord> records() {
        Setup setup = new Setup("ITB-0001", 20_000_000L, 20_000_000L, CONCENTRATION, 335_800L, Origin.SPINAL, Age.ADULT,
                Phase.TITRATION, 2_100_000L, 50_000L, OptionalLong.of(8333), 172_800_000L, 172_800_000L, 0, 0, 3000,
                Optional.of(new Command.StagePatientBolus(20_000, 600_000, 14_400_000, 4)));
        CommandStream stream = new CommandStream("sample/" + id + ".stream.jsonl", "5e".repeat(32), id, title,
                List.of("SR-06", "SR-17"), 1000, setup, entries);
        TraceState initial = new TraceState("RUN", 8333, 8333, 0, List.of(), List.of(), "NONE", 0, 0, 20_000_000L,
                20_000_000L, CONCENTRATION, 399_984L, 2_100_000L);
        List<TraceRecord> all = new ArrayList<>();
        all.add(new TraceRecord.Header(stream, "c0ffee".repeat(10) + "0123", "simulator", initial));
        all.addAll(records);
        all.add(new TraceRecord.End(now, entries.size(), expectations, failed));
        return all;
    }

    Timeline timeline() {
        Timeline timeline = new Timeline();
        records().forEach(timeline::accept);
        return timeline;
    }
}
