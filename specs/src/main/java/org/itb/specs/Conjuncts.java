package org.itb.specs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A clause {@code A && B && C} as three clauses. It means the same, since clauses of a kind hold together and each may
 * rest on those before it; but OpenJML 0.17 makes a branch of the program of each {@code &&}, wherever the clause is
 * assumed or to be shown, and its solver follows every one of them.
 */
final class Conjuncts {
    private static final Pattern COMMENT = Pattern.compile("/\\*(\\+OPENJML)?@.*?\\*/", Pattern.DOTALL);
    private static final Pattern CLAUSE =
            Pattern.compile("(?<![\\w\\\\])((?:(?:public|private) )?invariant|ensures|requires|loop_invariant)\\b");

    private Conjuncts() {
    }

    /** The source with its lines where they were, so that what OpenJML reports can be found. */
    static String apart(String source) {
        return COMMENT.matcher(source).replaceAll(comment -> Matcher.quoteReplacement(clausesApart(comment.group())));
    }

    private static String clausesApart(String comment) {
        StringBuilder apart = new StringBuilder();
        Matcher clause = CLAUSE.matcher(comment);
        int told = 0;
        while (clause.find(told)) {
            int end = endOf(comment, clause.end());
            apart.append(comment, told, clause.end());
            apart.append(String.join(";" + " " + clause.group(1), conjunctsOf(comment.substring(clause.end(), end))));
            told = end;
        }
        return apart.append(comment, told, comment.length()).toString();
    }

    /** Where the semicolon stands that is in no parenthesis; those of a quantifier are. */
    private static int endOf(String comment, int begin) {
        int depth = 0;
        int end = begin;
        while (end < comment.length() && (depth > 0 || comment.charAt(end) != ';')) {
            depth += change(comment.charAt(end));
            end++;
        }
        return end;
    }

    private static int change(char c) {
        return c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
    }

    /** The claim itself if what binds less than {@code &&} stands beside it, or anything that is not a plain term. */
    private static List<String> conjunctsOf(String claim) {
        List<String> conjuncts = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < claim.length(); i++) {
            char c = claim.charAt(i);
            depth += change(c);
            if (c == '"' || c == '\'' || claim.startsWith("//", i) || claim.startsWith("/*", i) || depth == 0 && bindsLess(claim, i)) {
                return List.of(claim);
            }
            if (depth == 0 && claim.startsWith("&&", i)) {
                conjuncts.add(claim.substring(begin, i));
                begin = i + 2;
            }
        }
        conjuncts.add(claim.substring(begin));
        return conjuncts;
    }

    private static boolean bindsLess(String claim, int at) {
        return claim.charAt(at) == '?' || claim.startsWith("||", at) || claim.startsWith("==>", at) || claim.startsWith("<==", at)
                || claim.startsWith("<=!=>", at);
    }
}
