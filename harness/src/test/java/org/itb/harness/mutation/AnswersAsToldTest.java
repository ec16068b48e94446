package org.itb.harness.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.itb.harness.mcdc.SourceDecisions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That an answer of 0 is the answer OK is proved where it is so, and nowhere else. */
class AnswersAsToldTest {
    private static final String GIVES_IT_BACK = "last = reply; return reply;";

    /** What is answered stands in line 4 of the kernel. */
    private static boolean holds(String line, String answer) {
        Map<String, byte[]> classes = SourceDecisions.compile(Map.of("SafetyKernel.java", """
                package org.itb.kernel;
                class SafetyKernel {
                    private final Session session = new Session(); private final int zero = session.last;
                    int stop(int a) { %s }
                }
                """.formatted(line), "Session.java", """
                package org.itb.kernel;
                class Session {
                    int last;
                    int answer(int reply) { %s }
                    int other(int reply) { return reply; }
                }
                """.formatted(answer)));
        return new AnswersAsTold().holds(classes::get,
                new Mutant("SURVIVED", "org.itb.kernel.SafetyKernel", "stop", 4, "PrimitiveReturnsMutator", "", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "return session.answer(0);|true", "if (a > 3) { return session.answer(0); } return session.answer(0);|true",
        "return session.answer(1);|false", "return session.answer(a);|false", "return session.answer(zero);|false",
        "return session.other(0);|false", "return 7;|false", "if (a > 3) { return 5; } return session.answer(0);|false",
        "return -session.answer(0);|false"})
    void byWhatIsAnswered(String line, boolean proved) {
        assertEquals(proved, holds(line, GIVES_IT_BACK));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "return reply;|true", "if (reply > 2) { return reply; } last = 3; return reply;|true", "return last;|false",
        "return 0;|false", "reply = 4; return reply;|false", "reply++; return reply;|false",
        "if (reply > 2) { return last; } return reply;|false"})
    void byWhatTheSessionMakesOfIt(String answer, boolean proved) {
        assertEquals(proved, holds("return session.answer(0);", answer));
    }
}
