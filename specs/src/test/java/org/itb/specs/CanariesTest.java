package org.itb.specs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A prover is believed only if it says of each canary what is known of it. */
class CanariesTest {
    private static Map<String, Verdict> right() {
        Map<String, Verdict> said = new HashMap<>();
        Canaries.forKey().members().forEach(member -> said.put(member, member.contains(".opens") ? Verdict.OPEN
                : member.contains(".vacuous") ? Verdict.VACUOUS : member.contains(".trivial") ? Verdict.TRIVIAL : Verdict.CLOSED));
        return said;
    }

    @Test
    void believesAProverThatIsRightAboutAll() {
        assertEquals(List.of(), Canaries.forKey().faults(right()));
    }

    @Test
    void doesNotBelieveAProverThatClosesWhatIsFalse() {
        for (String member : Canaries.forKey().members()) {
            if (right().get(member) != Verdict.CLOSED) {
                Map<String, Verdict> said = right();
                said.put(member, Verdict.CLOSED);
                assertEquals(1, Canaries.forKey().faults(said).size(), member);
                assertTrue(Canaries.forKey().faults(said).get(0).startsWith(member + " must be "), member);
            }
        }
    }

    @Test
    void doesNotBelieveAProverThatClosesNothingOrSaysNothing() {
        Map<String, Verdict> said = right();
        said.replaceAll((member, verdict) -> Verdict.OPEN);
        assertEquals(4, Canaries.forKey().faults(said).size());
        assertEquals(Canaries.forOpenJml().members().size(), Canaries.forOpenJml().faults(Map.of()).size());
    }

    @Test
    void hasACanaryForEachWayToBeWrong() {
        assertTrue(Canaries.forKey().members().containsAll(List.of("Canary.opensByItsPostcondition(int)",
                "Canary.opensByItsInvariant()", "Canary.opensByItsFrame()", "Canary.opensByOverflow(int,int)",
                "Canary.opensByException(int,int)", "Canary.vacuousByItsPrecondition(int)")));
        Canaries.forKey().members().forEach(member -> assertTrue(Canaries.source().contains(
                member.replaceFirst("Canary\\.", "").replaceFirst("\\(.*", "(")), member));
    }
}
