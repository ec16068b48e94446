package org.itb.harness.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema of streams and the reader say the same, as far as a schema can say it. */
class StreamSchemaTest {

    static Stream<RefusedStreams.Refused> refusedByBoth() {
        return RefusedStreams.all().stream().filter(RefusedStreams.Refused::schemaTells);
    }

    static Stream<RefusedStreams.Refused> refusedByTheReaderAlone() {
        return RefusedStreams.all().stream().filter(refused -> !refused.schemaTells()).filter(StreamSchemaTest::isJson);
    }

    /** So that a case that a schema does see is not excused from it. */
    private static boolean isJson(RefusedStreams.Refused refused) {
        try {
            return new ObjectMapper().readTree(refused.faultyLine()).isObject();
        } catch (IOException notJson) {
            return false;
        }
    }

    static Stream<Path> scenarios() throws IOException {
        return Scenarios.all().stream();
    }

    @ParameterizedTest
    @MethodSource("refusedByBoth")
    void theSchemaRefusesWhatTheReaderRefuses(RefusedStreams.Refused refused) {
        assertFalse(Schemas.errorsOfStreamLine(refused.line(), refused.faultyLine()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("refusedByTheReaderAlone")
    void onlyTheReaderSeesTheRest(RefusedStreams.Refused refused) {
        assertEquals(List.of(), Schemas.errorsOfStreamLine(refused.line(), refused.faultyLine()));
    }

    @Test
    void theSchemaTakesTheHeaderThatTheReaderTakes() {
        assertEquals(List.of(), Schemas.errorsOfStreamLine(1, StreamText.HEADER));
    }

    @Test
    void theSchemaTakesEveryLineThatTheReaderTakes() {
        String[] lines = StreamText.of(AcceptedLines.ALL).split("\n");
        for (int index = 0; index < lines.length; index++) {
            assertEquals(List.of(), Schemas.errorsOfStreamLine(index + 1, lines[index]), lines[index]);
        }
    }

    @Test
    void everyLineOfEveryScenarioKeepsToTheSchema() throws IOException {
        for (Path file : scenarios().toList()) {
            List<String> lines = Files.readAllLines(file);
            for (int index = 0; index < lines.size(); index++) {
                assertEquals(
                        List.of(), Schemas.errorsOfStreamLine(index + 1, lines.get(index)), file + ":" + (index + 1));
            }
        }
    }

    @Test
    void theSchemaChoosesBetweenHeaderAndEntryByItself() {
        assertEquals(List.of(), Schemas.errors("urn:itb:schema:itb-stream-1", StreamText.HEADER));
        assertEquals(List.of(), Schemas.errors("urn:itb:schema:itb-stream-1", "{\"at\":0,\"do\":\"ABORT\"}"));
        assertFalse(Schemas.errors("urn:itb:schema:itb-stream-1", "{\"at\":0}").isEmpty());
        assertFalse(Schemas.errors("urn:itb:schema:itb-stream-1", "{\"format\":\"itb-stream/1\"}").isEmpty());
    }

    @Test
    void theSchemaKnowsTheReadersWordsAndNoOthers() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Schemas.text("itb-stream-1"));
        JsonNode entry = schema.at("/$defs/entry/properties");
        assertEquals(
                Arrays.stream(CommandKind.values()).map(Enum::name).sorted().toList(), words(entry.at("/do/enum")));
        assertEquals(
                KernelNames.REPLIES.stream().sorted().toList(),
                words(schema.at("/$defs/expectAfterMessage/properties/reply/enum")));
        assertEquals(KernelNames.ALARMS, words(schema.at("/$defs/alarm/enum")));
        assertEquals(KernelNames.MODES.stream().sorted().toList(), words(schema.at("/$defs/expect/properties/mode/enum")));
        assertEquals(
                KernelNames.SIGNALS.stream().sorted().toList(), words(schema.at("/$defs/expect/properties/signal/enum")));
        assertTrue(words(entry.at("/world/enum")).contains("MOTOR_STALL"));
    }

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asText()));
        return words.stream().sorted().toList();
    }
}
