package org.itb.harness.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.itb.kernel.Parameters;
import org.itb.kernel.SafetyKernel;

/** Reads the header: what the stream is, and the state at time 0 with the defaults of D-54. */
final class HeaderReader {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern REQUIREMENT = Pattern.compile("[A-Z]{1,2}-[0-9]{2}[a-z]?");
    private static final int TITLE_MAX = 200;
    private static final int DEVICE_ID_MAX = 64;

    private static final long RATE_SINCE_MS = 172_800_000;
    private static final long BATTERY_MV = 3_000;
    private static final long PATH_VOLUME_NL = 335_800;
    private static final long SCREENING_DOSE_NG = 50_000;

    private HeaderReader() { }

    /** A header; the lines follow. */
    record Header(String id, String title, List<String> covers, int tickMs, Setup setup) { }

    /**
     * Reads the header.
     *
     * @throws LineProblem if it is wrong, or the kernel refuses its setup
     */
    static Header read(Json.Members object) throws LineProblem {
        Fields fields = new Fields(object, "the header");
        checkFormat(fields);
        String id = fields.requiredShortText("id", 64);
        if (!id.isEmpty() && !ID.matcher(id).matches()) {
            fields.problem("id", "\"id\" is " + LineProblem.quote(id) + ", expected letters, digits, \".\", \"_\" and \"-\"");
        }
        String title = fields.requiredShortText("title", TITLE_MAX);
        List<String> covers = readCovers(fields);
        long tickMs = fields.wholeWithin("tickMs", 1, Parameters.TICK_MAX_MS);
        Optional<Json.Members> setup = fields.requiredObject("setup");
        fields.end();
        return new Header(id, title, covers, (int) tickMs, readSetup(setup.orElseThrow()));
    }

    private static void checkFormat(Fields fields) {
        Optional<Json> format = fields.required("format");
        if (format.isPresent() && !(format.get() instanceof Json.Text text && text.value().equals(CommandStream.FORMAT))) {
            fields.problem(
                    "format",
                    "\"format\" is " + format.get().what() + ", expected " + LineProblem.quote(CommandStream.FORMAT));
        }
    }

    private static List<String> readCovers(Fields fields) throws LineProblem {
        List<String> covers = new ArrayList<>();
        for (Json item : fields.list("covers", "a list of requirement ids")) {
            if (!(item instanceof Json.Text text && REQUIREMENT.matcher(text.value()).matches())) {
                throw new LineProblem(
                        item.column(), "\"covers\" holds " + item.what() + ", expected ids such as \"SR-06\"");
            }
            covers.add(((Json.Text) item).value());
        }
        return covers;
    }

    private static Setup readSetup(Json.Members object) throws LineProblem {
        Fields fields = new Fields(object, "\"setup\"");
        String deviceId = fields.requiredShortText("deviceId", DEVICE_ID_MAX);
        long capacityNl = fields.whole("capacityNl");
        long fillNl = fields.whole("fillNl");
        long concentrationUgPerMl = fields.whole("concentrationUgPerMl");
        long pathVolumeNl =
                fields.optionalWholeWithin("pathVolumeNl", Parameters.PATH_MIN_NL, Parameters.PATH_MAX_NL).orElse(PATH_VOLUME_NL);
        Origin origin = fields.word("origin", Origin.class);
        Age age = fields.word("age", Age.class);
        Phase phase = fields.optionalWord("phase", Phase.class).orElse(Phase.TITRATION);
        long hardLimitNg = age == Age.CHILD ? Parameters.DAILY_HARD_CHILD_NG : Parameters.DAILY_HARD_ADULT_NG;
        long patientLimitNgPerDay = fields.optionalWhole("patientLimitNgPerDay").orElse(hardLimitNg);
        long screeningDoseNg = fields.optionalWhole("screeningDoseNg").orElse(SCREENING_DOSE_NG);
        OptionalLong rateNlPerH = fields.optionalWhole("rateNlPerH");
        long rateSinceMs = readAge(fields, "rateSinceMs", rateNlPerH).orElse(RATE_SINCE_MS);
        long firstStartSinceMs = readAge(fields, "firstStartSinceMs", rateNlPerH).orElse(rateSinceMs);
        long rtcMs = fields.optionalWhole("rtcMs").orElse(0);
        long ageMs = fields.optionalWhole("ageMs").orElse(0);
        long batteryMv = fields.optionalWhole("batteryMv").orElse(BATTERY_MV);
        Optional<Json.Members> ptm = fields.optionalObject("ptm");
        fields.end();
        Optional<Command.StagePatientBolus> patientBolus = Optional.empty();
        Fields ptmFields = null;
        if (ptm.isPresent()) {
            ptmFields = new Fields(ptm.get(), "\"ptm\"");
            patientBolus = Optional.of(EntryReader.readPatientBolus(ptmFields));
            ptmFields.end();
        }
        Setup setup = new Setup(
                deviceId, capacityNl, fillNl, concentrationUgPerMl, pathVolumeNl, origin, age, phase, patientLimitNgPerDay,
                screeningDoseNg, rateNlPerH, rateSinceMs, firstStartSinceMs, rtcMs, ageMs, batteryMv, patientBolus);
        askKernel(setup, fields, ptmFields);
        return setup;
    }

    /** How long something has run makes no sense for a pump that has never run. */
    private static OptionalLong readAge(Fields fields, String name, OptionalLong rateNlPerH) {
        if (rateNlPerH.isEmpty() && fields.has(name)) {
            fields.misplaced(name, LineProblem.quote(name) + " without \"rateNlPerH\", expected both or neither");
            return OptionalLong.empty();
        }
        return fields.optionalWhole(name);
    }

    private static void askKernel(Setup setup, Fields fields, Fields ptmFields) throws LineProblem {
        Optional<Commissioning.Refusal> refusal =
                Commissioning.commission(new SafetyKernel(DeviceId.of(setup.deviceId())), setup);
        if (refusal.isEmpty()) {
            return;
        }
        String field = refusal.get().field();
        Fields owner = refusal.get().isOfPatientBolus() ? ptmFields : fields;
        throw new LineProblem(owner.column(field), refusal.get().message());
    }
}
