package org.itb.harness.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Streams that must be refused, each with the whole message. */
final class RefusedStreams {
    private static final String COMMANDS = "ABORT, ALARM_CLEAR, ALARM_PAUSE, BATTERY, CLOSE_SESSION, CONFIRM, FIELD_CLEARED, "
            + "FIELD_DETECTED, FLOW_CONFIRM, INTERROGATE, MEM_ERROR, MOTOR_RECOVERED, MOTOR_STALL, MRI_BEGIN, MRI_END, OPEN_SESSION, "
            + "PATIENT_BOLUS_REQUEST, PATIENT_STATUS, RESET, SENSOR_FAULT, SET_RTC, STAGE_CLIN_BOLUS, STAGE_CONC_CHANGE, STAGE_CONTINUOUS, STAGE_FLEX, STAGE_LIMITS, STAGE_MIN_RATE, "
            + "STAGE_PRIMING, STAGE_PROFILE, STAGE_PTM, STAGE_REFILL, STAGE_RESTART, STAGE_RESTORE, STAGE_RESUME, STAGE_STOP, TICK";
    private static final String WORLD_CHANGES = "BATTERY, CORRUPT, FLOW_SENSOR_BACK, FLOW_SENSOR_LOST, MOTOR_FREE, MOTOR_GAIN, "
            + "MOTOR_STALL, MRI_FIELD_OFF, MRI_FIELD_ON, RESET, RTC_JUMP";

    private final List<Refused> all = new ArrayList<>();

    /**
     * A stream and what is said of it.
     *
     * @param name        what is wrong with it
     * @param bytes       the file
     * @param message     the whole message
     * @param line        the line at fault, the header being line 1
     * @param schemaTells whether a schema can see it too
     */
    record Refused(String name, byte[] bytes, String message, int line, boolean schemaTells) {
        @Override
        public String toString() {
            return name;
        }

        /** The text of the line at fault. */
        String faultyLine() {
            return new String(bytes, StandardCharsets.UTF_8).split("\n", -1)[line - 1];
        }
    }

    static List<Refused> all() {
        RefusedStreams refused = new RefusedStreams();
        refused.bytesThatAreNoLines();
        refused.linesThatAreNoJson();
        refused.numbersThatAreNoIntegers();
        refused.headers();
        refused.setups();
        refused.setupsThatTheKernelRefuses();
        refused.times();
        refused.commands();
        refused.worldChanges();
        refused.expectations();
        refused.keysAndNumbersThatAreNone();
        return refused.all;
    }

    private void bytesThatAreNoLines() {
        file("an empty file", "", "test:1:1: the file is empty, expected a header", 1);
        file("a byte order mark", "\ufeff" + StreamText.HEADER, "test:1:1: a byte order mark, expected UTF-8 without one", 1);
        file("a blank line", StreamText.of("{'at':0,'world':'MOTOR_FREE'}", "  "),
                "test:3:1: a blank line, expected one JSON object on each line", 3);
        file("a line feed too many", StreamText.of("").stripTrailing() + "\n\n",
                "test:2:1: a blank line, expected one JSON object on each line", 2);
        byte[] latin = StreamText.of("{'at':0,'do':'STAGE_STOP','reason':'\u00e4'}").getBytes(StandardCharsets.ISO_8859_1);
        all.add(new Refused("not UTF-8", latin, "test:2:37: the byte 0xe4 is not UTF-8 here, expected UTF-8", 2, false));
        file("a line above 1 MiB", StreamText.of("{'at':0," + " ".repeat(1 << 20) + "'do':'ABORT'}"),
                "test:2:1: a line above 1048576 bytes, expected at most 1048576", 2);
    }

    private void linesThatAreNoJson() {
        line("no JSON at all", "at 0 stop",
                "test:2:1: not JSON: Unrecognized token 'at': was expecting (JSON String, Number, Array, Object or token "
                        + "'null', 'true' or 'false'), expected one JSON object on the line");
        line("a list", "[1]", "test:2:1: a list at the start of the line, expected \"{\"");
        line("an object that does not end", "{'at':0",
                "test:2:8: not JSON: Unexpected end-of-input: expected close marker for Object (start marker at [Source: "
                        + "REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 1]), "
                        + "expected one JSON object on the line");
        line("two objects", "{'at':0,'do':'ABORT'} {}",
                "test:2:23: more text after the object, expected the end of the line");
        line("a comment", "{'at':0,'do':'ABORT'} // stop it",
                "test:2:23: not JSON: Unexpected character ('/' (code 47)): maybe a (non-standard) comment? (not recognized "
                        + "as one since Feature 'ALLOW_COMMENTS' not enabled for parser), expected one JSON object on the line");
        line("a field twice", "{'at':0,'at':1,'do':'ABORT'}", "test:2:9: the field \"at\" stands twice, expected it once");
        line("a field twice, deep inside", "{'at':0,'expect':{'rateNlPerH':{'min':1,'min':2}}}",
                "test:2:41: the field \"min\" stands twice, expected it once");
        line("33 lists in each other", "{'at':" + "[".repeat(32) + "]".repeat(32) + "}",
                "test:2:38: nested deeper than 32, expected at most 32", true);
        line("a null", "{'at':null,'do':'ABORT'}",
                "test:2:7: \"at\" is null, expected ms as an integer, \"HH:MM:SS[.mmm]\" or \"<days>d HH:MM:SS[.mmm]\"", true);
        line("a column after a character that Java counts as two", "{'at':0,'do':'STAGE_STOP','reason':'\ud83d\ude00',  'x':1}",
                "test:2:42: unknown field \"x\" in a line with \"do\":\"STAGE_STOP\", expected one of at, auth, autoSession, "
                        + "confirm, deviceId, do, expect, keyId, override, reason, role, seq", true);
    }

    private void numbersThatAreNoIntegers() {
        line("a fraction of zero", "{'at':0,'do':'SET_RTC','rtcMs':1.0}",
                "test:2:32: the number 1.0 is not written as an integer, expected an integer");
        line("an exponent", "{'at':0,'do':'SET_RTC','rtcMs':1e3}",
                "test:2:32: the number 1e3 is not written as an integer, expected an integer");
        line("a real fraction", "{'at':0,'do':'SET_RTC','rtcMs':0.5}",
                "test:2:32: the number 0.5 is not written as an integer, expected an integer", true);
        line("one above 64 bit", "{'at':0,'do':'SET_RTC','rtcMs':9223372036854775808}",
                "test:2:32: the number 9223372036854775808 is beyond signed 64 bit, expected -9223372036854775808 … "
                        + "9223372036854775807", true);
        line("one below 64 bit", "{'at':0,'do':'SET_RTC','rtcMs':-9223372036854775809}",
                "test:2:32: the number -9223372036854775809 is beyond signed 64 bit, expected -9223372036854775808 … "
                        + "9223372036854775807", true);
        line("a number of 2,000 digits", "{'at':0,'do':'SET_RTC','rtcMs':" + "7".repeat(2000) + "}",
                "test:2:32: the number " + "7".repeat(40) + "… is beyond signed 64 bit, expected -9223372036854775808 … "
                        + "9223372036854775807");
        line("a number as text", "{'at':0,'do':'SET_RTC','rtcMs':'5'}",
                "test:2:32: \"rtcMs\" is the text \"5\", expected an integer", true);
        line("a number as an object", "{'at':0,'do':'SET_RTC','rtcMs':{}}",
                "test:2:32: \"rtcMs\" is an object, expected an integer", true);
    }

    private void headers() {
        header("another version", "itb-stream/1", "itb-stream/2",
                "test:1:11: \"format\" is the text \"itb-stream/2\", expected \"itb-stream/1\"");
        header("no format", "\"format\":\"itb-stream/1\",", "", "test:1:1: \"format\" is missing, expected in the header");
        header("no id", "\"id\":\"T-1\",", "", "test:1:1: \"id\" is missing, expected in the header");
        header("an id with a blank", "T-1", "T 1",
                "test:1:31: \"id\" is \"T 1\", expected letters, digits, \".\", \"_\" and \"-\"");
        header("a blank title", "A test", " ", "test:1:45: \"title\" is blank, expected 1 … 200 characters");
        header("a tick of nothing", "\"tickMs\":1000", "\"tickMs\":0", "test:1:63: \"tickMs\" is 0, expected 1 … 60000");
        header("a tick above a minute", "\"tickMs\":1000", "\"tickMs\":60001",
                "test:1:63: \"tickMs\" is 60001, expected 1 … 60000");
        header("an unknown field", "\"tickMs\"", "\"tickS\"",
                "test:1:54: unknown field \"tickS\" in the header, expected one of covers, format, id, setup, tickMs, title "
                        + "(did you mean tickMs?)");
        header("a requirement that is none", "\"tickMs\"", "\"covers\":[\"SR-06\",\"lockout\"],\"tickMs\"",
                "test:1:72: \"covers\" holds the text \"lockout\", expected ids such as \"SR-06\"");
        header("a setup that is no object", ",\"setup\":{", ",\"setup\":1,\"title2\":{",
                "test:1:76: \"setup\" is the number 1, expected an object");
    }

    private void setups() {
        header("a setup field with the wrong unit", "fillNl", "fillMl",
                "test:1:121: unknown field \"fillMl\" in \"setup\", expected one of age, ageMs, batteryMv, capacityNl, "
                        + "concentrationUgPerMl, deviceId, fillNl, firstStartSinceMs, origin, pathVolumeNl, "
                        + "patientLimitNgPerDay, phase, ptm, rateNlPerH, rateSinceMs, rtcMs, screeningDoseNg (did you mean fillNl?)");
        header("a setup without age", ",\"age\":\"ADULT\"", "", "test:1:76: \"age\" is missing, expected in \"setup\"");
        header("an age class that is none", "ADULT", "OLD",
                "test:1:191: \"age\" is the text \"OLD\", expected one of ADULT, CHILD");
        header("a path of nothing", "\"origin\"", "\"pathVolumeNl\":0,\"origin\"",
                "test:1:182: \"pathVolumeNl\" is 0, expected 140000 … 580000");
        header("the age of a dose that never ran", "\"rateNlPerH\":8333", "\"rateSinceMs\":5",
                "test:1:199: \"rateSinceMs\" without \"rateNlPerH\", expected both or neither");
        header("a patient bolus without its count", ",\"countPer24h\":4", "",
                "test:1:223: \"countPer24h\" is missing, expected in \"ptm\"");
    }

    private void setupsThatTheKernelRefuses() {
        refusedSetup("\"fillNl\":20000000", "\"fillNl\":20000001",
                "test:1:130: \"fillNl\" is 20000001, which the kernel refuses (BAD_RANGE), expected 1 … capacityNl");
        refusedSetup("\"capacityNl\":20000000", "\"capacityNl\":40000001",
                "test:1:112: \"capacityNl\" is 40000001, which the kernel refuses (BAD_RANGE), expected 1 … 40000000");
        refusedSetup("\"concentrationUgPerMl\":2000", "\"concentrationUgPerMl\":50",
                "test:1:162: \"concentrationUgPerMl\" is 50, which the kernel refuses (BAD_CONC), expected 500, 1000 or 2000");
        refusedSetup("\"rateNlPerH\"", "\"patientLimitNgPerDay\":2100001,\"rateNlPerH\"",
                "test:1:222: \"patientLimitNgPerDay\" is 2100001, which the kernel refuses (BAD_RANGE), expected 1 … 2100000");
        refusedSetup("\"rateNlPerH\"", "\"screeningDoseNg\":-1,\"rateNlPerH\"",
                "test:1:217: \"screeningDoseNg\" is -1, which the kernel refuses (BAD_RANGE), expected 0 … 5000000");
        refusedSetup("\"rateNlPerH\"", "\"batteryMv\":100001,\"rateNlPerH\"",
                "test:1:211: \"batteryMv\" is 100001, which the kernel refuses (BAD_RANGE), expected 0 … 100000");
        refusedSetup("\"rateNlPerH\"", "\"ageMs\":220838400001,\"rateNlPerH\"",
                "test:1:207: \"ageMs\" is 220838400001, which the kernel refuses (BAD_RANGE), expected 0 … 220838400000");
        refusedSetup("\"rateNlPerH\":8333", "\"rateNlPerH\":1999",
                "test:1:212: \"rateNlPerH\" is 1999, which the kernel refuses (BAD_RANGE), expected 2000 … 1000000, its dose "
                        + "within the patient's limit and the limit of an hour");
        refusedSetup("\"rateNlPerH\":8333", "\"rateNlPerH\":50000",
                "test:1:212: \"rateNlPerH\" is 50000, which the kernel refuses (DOSE_HARD), expected 2000 … 1000000, its dose "
                        + "within the patient's limit and the limit of an hour");
        refusedSetup("\"rateNlPerH\":8333", "\"rateNlPerH\":8333,\"rateSinceMs\":-1",
                "test:1:231: \"rateSinceMs\" is -1, which the kernel refuses (BAD_RANGE), expected 0 … firstStartSinceMs, at "
                        + "most three centuries");
        refusedSetup("\"rateNlPerH\":8333", "\"rateNlPerH\":8333,\"rateSinceMs\":9,\"firstStartSinceMs\":8",
                "test:1:253: \"firstStartSinceMs\" is 8, which the kernel refuses (BAD_RANGE), expected rateSinceMs or more, at "
                        + "most three centuries");
        refusedSetup("\"volumeNl\":20000", "\"volumeNl\":25001",
                "test:1:235: \"volumeNl\" is 25001, which the kernel refuses (BAD_RANGE), expected a volume of at most 50000 ng");
        refusedSetup("\"durationMs\":600000", "\"durationMs\":59999",
                "test:1:254: \"durationMs\" is 59999, which the kernel refuses (BAD_RANGE), expected 60000 … 43200000");
        refusedSetup("\"lockoutMs\":14400000", "\"lockoutMs\":3599999",
                "test:1:273: \"lockoutMs\" is 3599999, which the kernel refuses (BAD_RANGE), expected 3600000 … 2147483647");
        refusedSetup("\"countPer24h\":4", "\"countPer24h\":9",
                "test:1:296: \"countPer24h\" is 9, which the kernel refuses (BAD_RANGE), expected 0 … 8");
    }

    private void times() {
        file("time going backwards", StreamText.of("{'at':5000,'do':'ABORT'}", "{'at':4999,'do':'ABORT'}"),
                "test:3:7: time goes backwards to 4999 ms, expected at least 5000 ms, the line above", 3);
        line("a time before the start", "{'at':-1,'do':'ABORT'}", "test:2:7: time goes backwards to -1 ms, expected at least 0 ms", true);
        line("a time beyond three centuries", "{'at':10000000000001,'do':'ABORT'}",
                "test:2:7: \"at\" is 10000000000001 ms, expected at most 10000000000000 ms", true);
        for (String text : List.of("1:00:00", "00:60:00", "00:00:60", "0d 24:00:00", "0d 100:00:00", "00:00:00.5", "00:00",
                "-1d 00:00:00", " 00:00:00", "1d00:00:00")) {
            line("the time " + text, "{'at':'" + text + "','do':'ABORT'}",
                    "test:2:7: \"at\" is the text \"" + text + "\", expected ms as an integer, \"HH:MM:SS[.mmm]\" or \"<days>d "
                            + "HH:MM:SS[.mmm]\"", true);
        }
        file("a tick that is not as long as its way",
                StreamText.of("{'at':1000,'do':'ABORT'}", "{'at':3000,'do':'TICK','dtMs':3000}"),
                "test:3:31: \"dtMs\" is 3000 on a line at 3000 ms, expected 2000, the time since the line above", 3);
        line("no time", "{'do':'ABORT'}", "test:2:1: \"at\" is missing, expected in a line with \"do\":\"ABORT\"", true);
    }

    private void commands() {
        line("a wrong unit",
                "{'at':0,'do':'STAGE_CONTINUOUS','rateUlPerH':8,'concentrationUgPerMl':2000,'statedNgPerDay':399984}",
                "test:2:33: unknown field \"rateUlPerH\" in a line with \"do\":\"STAGE_CONTINUOUS\", expected one of at, auth, "
                        + "autoSession, concentrationUgPerMl, confirm, deviceId, do, expect, keyId, override, rateNlPerH, reason, "
                        + "role, seq, statedNgPerDay (did you mean rateNlPerH?)", true);
        line("missing parameters", "{'at':0,'do':'STAGE_CONTINUOUS','rateNlPerH':8333}",
                "test:2:1: \"concentrationUgPerMl\", \"statedNgPerDay\" are missing, expected in a line with "
                        + "\"do\":\"STAGE_CONTINUOUS\"", true);
        line("an unknown command", "{'at':0,'do':'STAGE_RESUMED'}",
                "test:2:14: \"do\" is the text \"STAGE_RESUMED\", expected one of " + COMMANDS
                        + " (did you mean STAGE_RESUME?)", true);
        line("a command that is no text", "{'at':0,'do':7}",
                "test:2:14: \"do\" is the number 7, expected one of " + COMMANDS, true);
        line("a command and a change of the world", "{'at':0,'do':'ABORT','world':'MOTOR_FREE'}",
                "test:2:22: \"do\" and \"world\" on one line, expected one of them", true);
        line("nothing at all", "{'at':0}", "test:2:1: a line that does nothing, expected \"do\", \"world\" or \"expect\"", true);
        line("a slip in do", "{'at':0,'dO':'ABORT'}",
                "test:2:9: unknown field \"dO\" in a line without \"do\" and \"world\", expected one of at, do, expect, world "
                        + "(did you mean do?)", true);
        line("a confirmation of what is no stage", "{'at':0,'do':'ABORT','confirm':true}",
                "test:2:22: unknown field \"confirm\" in a line with \"do\":\"ABORT\", expected one of at, auth, autoSession, "
                        + "deviceId, do, expect, keyId, role, seq", true);
        line("an unknown override", "{'at':0,'do':'STAGE_STOP','override':['SOFT','HARD']}",
                "test:2:46: \"override\" is the text \"HARD\", expected one of REDUCE, RESTART, SOFT", true);
        line("an override that is no list", "{'at':0,'do':'STAGE_STOP','override':'SOFT'}",
                "test:2:38: \"override\" is the text \"SOFT\", expected a list of words", true);
        line("an unknown alarm", "{'at':0,'do':'ALARM_CLEAR','alarm':'A21'}",
                "test:2:36: \"alarm\" is the text \"A21\", expected one of A01, A02, A03, A04, A05, A06, A07, A08, A09, A10, "
                        + "A11, A12, A13, A14, A15, A16, A17, A18, A19, A20 (did you mean A01?)", true);
        line("a step with a wrong unit",
                "{'at':0,'do':'STAGE_FLEX','steps':[{'startMin':0,'rateNlPerH':6250}],'concentrationUgPerMl':2000,'statedNgPerDay':1}",
                "test:2:37: unknown field \"startMin\" in a step, expected one of rateNlPerH, startMs (did you mean startMs?)", true);
        line("a step that is a number",
                "{'at':0,'do':'STAGE_FLEX','steps':[6250],'concentrationUgPerMl':2000,'statedNgPerDay':1}",
                "test:2:36: a step is the number 6250, expected an object with startMs and rateNlPerH", true);
        line("an unknown cause", "{'at':0,'do':'RESET','cause':'BROWN_OUT'}",
                "test:2:30: \"cause\" is the text \"BROWN_OUT\", expected one of BROWNOUT, LOW_BATTERY, WATCHDOG "
                        + "(did you mean BROWNOUT?)", true);
        line("an unknown role", "{'at':0,'do':'ABORT','role':'NURSE'}",
                "test:2:29: \"role\" is the text \"NURSE\", expected one of CLINICIAN, PATIENT, SYSTEM", true);
        line("an auth that is no truth", "{'at':0,'do':'ABORT','auth':'no'}",
                "test:2:29: \"auth\" is the text \"no\", expected true or false", true);
        line("a blank device", "{'at':0,'do':'ABORT','deviceId':''}",
                "test:2:33: \"deviceId\" is blank, expected 1 … 64 characters", true);
    }

    private void worldChanges() {
        line("an unknown change", "{'at':0,'world':'MOTOR_STAL'}",
                "test:2:17: \"world\" is the text \"MOTOR_STAL\", expected one of " + WORLD_CHANGES
                        + " (did you mean MOTOR_STALL?)", true);
        line("a gain without its value", "{'at':0,'world':'MOTOR_GAIN'}",
                "test:2:1: \"gainPerMille\" is missing, expected in a line with \"world\":\"MOTOR_GAIN\"", true);
        line("a gain below zero", "{'at':0,'world':'MOTOR_GAIN','gainPerMille':-1}",
                "test:2:45: \"gainPerMille\" is -1, expected 0 … 100000", true);
        line("a reply to the world", "{'at':0,'world':'MOTOR_STALL','expect':{'reply':'OK'}}",
                "test:2:41: \"reply\" on a line that sends nothing, expected it only beside \"do\"", true);
        line("a role in the world", "{'at':0,'world':'MOTOR_STALL','role':'SYSTEM'}",
                "test:2:31: unknown field \"role\" in a line with \"world\":\"MOTOR_STALL\", expected one of at, expect, world", true);
    }

    private void expectations() {
        line("a reply to nothing", "{'at':0,'expect':{'reply':'OK'}}",
                "test:2:19: \"reply\" on a line that sends nothing, expected it only beside \"do\"", true);
        line("an unknown reply", "{'at':0,'do':'ABORT','expect':{'reply':'LOCKOUTS'}}",
                "test:2:40: \"reply\" is the text \"LOCKOUTS\", expected one of " + String.join(", ",
                        KernelNames.REPLIES.stream().sorted().toList()) + " (did you mean LOCKOUT?)", true);
        line("an unknown expectation", "{'at':0,'expect':{'rate':8333}}",
                "test:2:19: unknown field \"rate\" in \"expect\", expected one of alarms, alarmsInclude, deliveredNl, mode, "
                        + "rateNlPerH, reservoirNominalNl, reservoirPessimisticNl, signal", true);
        line("an expectation of nothing", "{'at':0,'expect':{}}",
                "test:2:18: \"expect\" expects nothing, expected one of alarms, alarmsInclude, deliveredNl, mode, rateNlPerH, "
                        + "reservoirNominalNl, reservoirPessimisticNl, signal", true);
        line("bounds that bound nothing", "{'at':0,'expect':{'rateNlPerH':{}}}",
                "test:2:32: bounds without \"min\" and \"max\", expected at least one of them", true);
        line("bounds the wrong way round", "{'at':0,'expect':{'rateNlPerH':{'min':2,'max':1}}}",
                "test:2:32: \"min\" 2 is above \"max\" 1, expected at most that");
        line("an alarm that is none", "{'at':0,'expect':{'alarms':['A1']}}",
                "test:2:29: \"alarms\" is the text \"A1\", expected one of A01, A02, A03, A04, A05, A06, A07, A08, A09, A10, "
                        + "A11, A12, A13, A14, A15, A16, A17, A18, A19, A20 (did you mean A01?)", true);
        line("no alarm to include", "{'at':0,'expect':{'alarmsInclude':[]}}",
                "test:2:35: \"alarmsInclude\" without an alarm always holds, expected at least one alarm", true);
        line("an unknown mode", "{'at':0,'expect':{'mode':'PAUSE'}}",
                "test:2:26: \"mode\" is the text \"PAUSE\", expected one of HOLD, MIN, RUN, STOP", true);
        line("an expectation that is a list", "{'at':0,'expect':[]}", "test:2:18: \"expect\" is a list, expected an object", true);
    }

    private void keysAndNumbersThatAreNone() {
        line("a sequence number that is none", "{'at':0,'do':'ABORT','seq':'5'}",
                "test:2:28: \"seq\" is the text \"5\", expected an integer", true);
        line("a key that is none", "{'at':0,'do':'ABORT','keyId':true}",
                "test:2:30: \"keyId\" is true, expected an integer", true);
        line("a number for the world", "{'at':0,'world':'MOTOR_STALL','seq':5}",
                "test:2:31: unknown field \"seq\" in a line with \"world\":\"MOTOR_STALL\", expected one of at, expect, world", true);
    }

    private void line(String name, String line, String message) {
        line(name, line, message, false);
    }

    private void line(String name, String line, String message, boolean schemaTells) {
        all.add(new Refused(name, StreamText.of(line).getBytes(StandardCharsets.UTF_8), message, 2, schemaTells));
    }

    private void header(String name, String part, String replacement, String message) {
        byte[] bytes = (StreamText.header(part, replacement) + "\n").getBytes(StandardCharsets.UTF_8);
        all.add(new Refused(name, bytes, message, 1, true));
    }

    /** Only the kernel knows these bounds, so a schema does not tell. */
    private void refusedSetup(String part, String replacement, String message) {
        byte[] bytes = (StreamText.header(part, replacement) + "\n").getBytes(StandardCharsets.UTF_8);
        all.add(new Refused("the setup with " + replacement, bytes, message, 1, false));
    }

    private void file(String name, String text, String message, int line) {
        all.add(new Refused(name, text.getBytes(StandardCharsets.UTF_8), message, line, false));
    }
}
