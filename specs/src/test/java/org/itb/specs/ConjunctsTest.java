package org.itb.specs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** OpenJML is told the same as before, clause by clause. */
class ConjunctsTest {
    @Test
    void tellsEachConjunctByItself() {
        assertEquals("/*@ public invariant a != null ; public invariant a.length == 2 ; public invariant f(a, b && c); @*/",
                Conjuncts.apart("/*@ public invariant a != null && a.length == 2 && f(a, b && c); @*/"));
        assertEquals("/*+OPENJML@ requires 0 <= ml ; requires ml < 9; ensures (\\forall int i; 0 <= i && i < 9; a[i] == 0) ; ensures b; @*/",
                Conjuncts.apart("/*+OPENJML@ requires 0 <= ml && ml < 9; ensures (\\forall int i; 0 <= i && i < 9; a[i] == 0) && b; @*/"));
        assertEquals("/*@ loop_invariant 0 <= i ; loop_invariant i < 9;\n  @ decreases 9 - i;\n  @*/",
                Conjuncts.apart("/*@ loop_invariant 0 <= i && i < 9;\n  @ decreases 9 - i;\n  @*/"));
    }

    @Test
    void keepsEachLineWhereItStood() {
        assertEquals("/*@ normal_behavior\n  @   ensures a\n  @       ; ensures b;\n  @   ensures c ; ensures\n  @       d;\n  @*/",
                Conjuncts.apart("/*@ normal_behavior\n  @   ensures a\n  @       && b;\n  @   ensures c &&\n  @       d;\n  @*/"));
    }

    @Test
    void leavesWhatIsNoConjunction() {
        for (String claim : new String[] {"a && b ==> c", "a ==> b && c", "a && b || c", "a || b && c", "a && b <==> c",
            "a && b <=!=> c", "a && b <== c", "a ? b && c : d", "a && s == \"x && y\"", "a // && b\n && c"}) {
            String comment = "/*@ ensures " + claim + "; @*/";
            assertEquals(comment, Conjuncts.apart(comment));
        }
        for (String text : new String[] {"/*+KEY@ ensures a && b; @*/", "/* ensures a && b; */", "if (requires && b) { return; }",
            "/*@ assignable a, b; @*/", "/*@ pure @*/", "/*@ ensures unended && b"}) {
            assertEquals(text, Conjuncts.apart(text));
        }
    }
}
