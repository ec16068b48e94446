package org.itb.harness.mutation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.itb.harness.mcdc.SourceDecisions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the same on both sides of an edge is proved, and what is not is not. */
class SameAtEqualityTest {

    /** The comparison stands in line 5. */
    private static boolean holds(String body) {
        byte[] seed = SourceDecisions.compile(Map.of("Seed.java", """
                class Seed {
                    long[] held = new long[8];
                    int steps; long at; int x; long n(long v) { at = v; return v; }
                    long f(long a, long b, long cap, int i, int j) {
                        %s
                    }
                }
                """.formatted(body))).get("Seed");
        return new SameAtEquality().holds(seed, "f", 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "return a < b ? a : b;", "return a < b ? b : a;", "return a < b ? 0 : a - b;", "return a < b ? b - a : a - b;",
        "return b < cap - a ? a + b : cap;", "if (a < b) { return b; } return a;", "if (a > b) { return b; } return a;",
        "return i < j ? j : i;", "long low = cap; if (held[i] < low) { low = held[i]; } return low;",
        "if (a < 0) { a = 0; } return a;", "if (i >= 0) { i = i * 2; } return i;",
        "if (a < b) { at = a; } else { at = b; } return cap;", "if (a < b) { n(a); } else { n(b); } return cap;",
        "return i < a ? i : a;", "if (3 * a - b < 2 * a) { return b; } return a;"})
    void provesWhatIsTheSame(String body) {
        assertTrue(holds(body), body);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "return a < b ? a : b + 1;", "return a < b ? 0 : 1;", "return a <= cap ? a : b;", "return b < cap - a ? a + b : cap - 1;",
        "if (a < b) { at = a; } return cap;", "if (a < b) { n(a); } return cap;", "if (a < b) { n(a); } else { n(a); n(a); } return 0;",
        "long low = cap; if (held[i] < low) { low = held[j]; } return low;", "if (a < 0) { a = 1; } return a;",
        "if (held[i] < cap) { held[j] = 3; return held[i]; } return cap;",
        "if (a < b) { if (cap < 3) { return a; } } return b;", "return i < a ? i : a + 1;", "return a * b < cap * cap ? a : b;",
        "return a == b ? 0 : 1;", "return cap;"})
    void provesNothingElse(String body) {
        assertFalse(holds(body), body);
    }
}
