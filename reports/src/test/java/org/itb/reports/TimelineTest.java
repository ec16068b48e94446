package org.itb.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.itb.harness.stream.Command;
import org.itb.harness.stream.DoseOverride;
import org.itb.harness.stream.Entry;
import org.itb.harness.stream.Message;
import org.itb.harness.stream.Sender;
import org.itb.harness.stream.WorldChange;
import org.itb.harness.trace.TraceEvent;
import org.junit.jupiter.api.Test;

/** What the page draws from. */
class TimelineTest {
    private static final long HOUR = SampleTherapy.HOUR;

    @Test
    void drawsABolusAsAStepAboveTheBasal() throws IOException {
        JsonNode drawn = drawn(new SampleTherapy("s", "t").patientBolus("OK", "OK").at(HOUR).check());
        assertEquals("[0,600000]", drawn.at("/total/t").toString());
        assertEquals("[128333,8333]", drawn.at("/total/v").toString());
        assertEquals("[8333]", drawn.at("/basal/v").toString());
    }

    @Test
    void beginsWithTheDoseOfTheRateThatWasRunningBefore() throws IOException {
        JsonNode drawn = drawn(new SampleTherapy("s", "t").at(HOUR).check());
        assertEquals(399_984, drawn.at("/dose24/v/0").asLong());
        assertEquals(16_668, drawn.at("/dose1/v/0").asLong(), 2);
    }

    @Test
    void aLatchedAlarmLastsFromRaiseToClearAndShowsWhenItTurnedCritical() throws IOException {
        SampleTherapy therapy = new SampleTherapy("s", "t").at(1000).alarms(List.of("A09"), List.of(), "NONCRITICAL")
                .event(TraceEvent.ALARM_ON, "A09").at(2000).alarms(List.of("A09"), List.of("A09"), "CRITICAL")
                .event(TraceEvent.SIGNAL, null).at(3000).alarms(List.of(), List.of(), "NONE")
                .event(TraceEvent.ALARM_OFF, "A09").at(4000).check();
        JsonNode span = drawn(therapy).at("/alarms/0/spans/0");
        assertEquals("{\"on\":1000,\"off\":3000,\"parts\":[{\"from\":1000,\"to\":2000,\"critical\":false},"
                + "{\"from\":2000,\"to\":3000,\"critical\":true}]}", span.toString());
    }

    @Test
    void anAlarmThatIsStillActiveHasNoEnd() throws IOException {
        SampleTherapy therapy = new SampleTherapy("s", "t").at(1000).alarms(List.of("A01"), List.of("A01"), "CRITICAL")
                .event(TraceEvent.ALARM_ON, "A01").at(9000).check();
        assertTrue(drawn(therapy).at("/alarms/0/spans/0/off").isNull());
    }

    @Test
    void showsDeliveredApartOnlyWhereItParts() throws IOException {
        SampleTherapy level = new SampleTherapy("s", "t").at(HOUR).check();
        SampleTherapy stalled = new SampleTherapy("s", "t").world(new WorldChange.MotorStall()).gain(0).at(HOUR).check();
        assertFalse(drawn(level).has("delivered24"));
        assertTrue(drawn(stalled).has("delivered24"));
        JsonNode hour = drawn(stalled).at("/delivered1/v");
        assertEquals(0, hour.get(hour.size() - 1).asLong());
        JsonNode commanded = drawn(stalled).at("/dose1/v");
        assertEquals(16_668, commanded.get(commanded.size() - 1).asLong(), 2, "a stall does not lower what is commanded");
        assertEquals(399_984, drawn(stalled).at("/dose24/v").get(drawn(stalled).at("/dose24/v").size() - 1).asLong(), 2);
    }

    @Test
    void keepsWhatALineExpectedAndWhatItGot() throws IOException {
        JsonNode line = drawn(new SampleTherapy("s", "t").patientBolus("LOCKOUT", "OK")).at("/cmds/0");
        assertEquals("LOCKOUT", line.get("reply").asText());
        assertEquals("[[\"reply\",\"OK\",\"LOCKOUT\"]]", line.get("fail").toString());
        assertEquals("[[\"reply\",\"OK\"],[\"mode\",\"RUN\"]]", line.get("exp").toString());
    }

    @Test
    void namesParametersAsTheStreamDoes() {
        Command.StageFlex flex = new Command.StageFlex(
                List.of(new Command.FlexStep(0, 6250), new Command.FlexStep(7200000, 12500)), 2000, 350_000);
        Message message = new Message(flex, Sender.PATIENT, Optional.of("ITB-0002"), false, true, false,
                Set.of(DoseOverride.SOFT), "night").numbered(OptionalLong.of(7), OptionalLong.of(41));
        Map<String, String> named = Timeline.parametersOf(
                new Entry(2, 0, Optional.of(message), Optional.empty(), List.of()));
        assertEquals("{steps={startMs=0, rateNlPerH=6250} {startMs=7200000, rateNlPerH=12500}, "
                + "concentrationUgPerMl=2000, statedNgPerDay=350000, override=[SOFT], reason=night, confirm=false, "
                + "role=PATIENT, deviceId=ITB-0002, keyId=7, seq=41, auth=false}", named.toString());
    }

    static JsonNode drawn(SampleTherapy therapy) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            therapy.timeline().writeTo(json);
        }
        return new ObjectMapper().readTree(text.toString());
    }
}
