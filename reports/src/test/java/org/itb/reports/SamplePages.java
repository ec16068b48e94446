package org.itb.reports;

import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.CommandKind;
import org.itb.harness.stream.WorldChange;
import org.itb.harness.trace.TraceEvent;

/** Writes pages to look at, into the folder that is given: {@code java … SamplePages DIR}. */
final class SamplePages {
    private static final long HOUR = SampleTherapy.HOUR;

    private SamplePages() { }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Files.createDirectories(folder);
        write(folder.resolve("one.html"), List.of(day().timeline()));
        write(folder.resolve("several.html"), List.of(day().timeline(), tiny().timeline(), many(500).timeline()));
        write(folder.resolve("tiny.html"), List.of(tiny().timeline()));
        write(folder.resolve("many.html"), List.of(many(100_000).timeline()));
    }

    private static void write(Path file, List<Timeline> timelines) throws Exception {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            new ReplayPage(timelines).writeTo(out);
        }
    }

    static SampleTherapy day() {
        SampleTherapy s = new SampleTherapy("SC-03-sample", "Patient boluses: lockout, count, window, then a stall and a stop </script><b>&amp;");
        s.patientBolus("OK", "OK");
        s.at(4 * HOUR - 1).patientBolus("LOCKOUT", "LOCKOUT").at(4 * HOUR).patientBolus("OK", "OK");
        s.at(8 * HOUR).patientBolus("OK", "OK").at(12 * HOUR).patientBolus("OK", "OK");
        s.at(16 * HOUR).patientBolus("COUNT24", "OK").at(24 * HOUR).patientBolus("OK", "OK");
        s.at(27 * HOUR).world(new WorldChange.MotorStall()).gain(0);
        s.at(27 * HOUR + 864_000).alarms(List.of("A01"), List.of("A01"), "CRITICAL").event(TraceEvent.ALARM_ON, "A01")
                .event(TraceEvent.SIGNAL, null);
        for (int k = 1; k < 17; k++) {
            s.at(27 * HOUR + 864_000 + k * 600_000L).event(TraceEvent.SIGNAL, null);
        }
        s.at(30 * HOUR).patientBolus("ALARM_BLOCK", "ALARM_BLOCK");
        s.at(30 * HOUR + 1000).world(new WorldChange.MotorFree()).gain(1000);
        s.at(30 * HOUR + 3000).alarms(List.of("A02"), List.of(), "NONCRITICAL").event(TraceEvent.ALARM_OFF, "A01")
                .event(TraceEvent.ALARM_ON, "A02").event(TraceEvent.SIGNAL, null);
        s.at(31 * HOUR + 3000).event(TraceEvent.SIGNAL, null);
        s.at(31 * HOUR + 1800_000).alarms(List.of(), List.of(), "NONE").command(new Command.Bare(CommandKind.INTERROGATE), "OK", "OK")
                .event(TraceEvent.ALARM_OFF, "A02");
        s.at(32 * HOUR).command(new Command.StageContinuous(10832, 2000, 519_936), "STEP_SPACING", "STEP_SPACING");
        s.rates(10832, 0).at(33 * HOUR).command(new Command.StageContinuous(10832, 2000, 519_936), "OK", "OK").event(TraceEvent.RATE, null);
        s.at(34 * HOUR).mode("STOP").rates(0, 0).alarms(List.of("A09"), List.of(), "NONCRITICAL")
                .command(new Command.Bare(CommandKind.STAGE_STOP), "OK", "OK").event(TraceEvent.MODE, null)
                .event(TraceEvent.ALARM_ON, "A09").event(TraceEvent.SIGNAL, null);
        for (int k = 1; k < 12; k++) {
            s.at((34 + k) * HOUR).event(TraceEvent.SIGNAL, null);
        }
        s.at(46 * HOUR).alarms(List.of("A09"), List.of("A09"), "CRITICAL").event(TraceEvent.SIGNAL, null).check();
        s.at(47 * HOUR).mode("RUN").rates(10832, 0).alarms(List.of(), List.of(), "NONE")
                .command(new Command.Bare(CommandKind.STAGE_RESUME), "OK", "OK").event(TraceEvent.MODE, null);
        s.at(48 * HOUR).check();
        return s;
    }

    static SampleTherapy tiny() {
        SampleTherapy s = new SampleTherapy("tiny", "Three lines at one instant");
        s.check().command(new Command.Bare(CommandKind.PATIENT_STATUS), "OK", "OK").check();
        return s;
    }

    static SampleTherapy many(int count) {
        SampleTherapy s = new SampleTherapy("many-" + count, count + " lines over years");
        for (int k = 0; k < count / 4; k++) {
            long t = k * 6 * HOUR;
            s.at(t).patientBolus(k % 7 == 3 ? "LOCKOUT" : "OK", k % 7 == 3 ? "LOCKOUT" : "OK");
            s.at(t + 2 * HOUR).rates(8333 + k % 13 * 100, 0).command(new Command.StageContinuous(8333 + k % 13 * 100, 2000, 400_000), "OK", "OK");
            s.event(TraceEvent.RATE, null).check();
        }
        return s;
    }
}
