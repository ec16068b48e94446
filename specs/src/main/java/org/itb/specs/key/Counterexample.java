package org.itb.specs.key;

import de.uka.ilkd.key.java.Services;
import de.uka.ilkd.key.ldt.IntegerLDT;
import de.uka.ilkd.key.ldt.JavaDLTheory;
import de.uka.ilkd.key.logic.SequentFormula;
import de.uka.ilkd.key.logic.Term;
import de.uka.ilkd.key.logic.label.OriginTermLabel;
import de.uka.ilkd.key.logic.op.Equality;
import de.uka.ilkd.key.logic.op.IfThenElse;
import de.uka.ilkd.key.logic.op.Junctor;
import de.uka.ilkd.key.logic.op.Operator;
import de.uka.ilkd.key.pp.LogicPrinter;
import de.uka.ilkd.key.proof.Goal;
import de.uka.ilkd.key.proof.Proof;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Values under which an open goal is false, as far as z3 can tell from its arithmetic: whatever is neither integer nor
 * truth value is taken for an unknown, and quantified formulas are left out. So the values are a candidate for a person
 * to check, not a refutation. No verdict depends on it.
 */
final class Counterexample {
    private static final int SECONDS = 5;
    private static final int GOALS = 1;
    private static final int PLAIN_GOALS = 6;
    private static final int PLAIN_SECONDS = 1;
    /** What KeY assumes of every state and what bounds no value. */
    private static final Set<String> FREE = Set.of("measuredByEmpty", "wellFormed");
    private static final int VALUES = 16;
    private static final Pattern VALUE = Pattern.compile(
            "\\(define-fun (\\S+) \\(\\) (?:Int|Bool)\\s+(\\(- \\d+\\)|[\\w]+)\\)");
    private static final Map<String, String[]> RANGES = Map.of(
            "inInt", new String[] {"(- 2147483648)", "2147483647"},
            "inLong", new String[] {"(- 9223372036854775808)", "9223372036854775807"},
            "inShort", new String[] {"(- 32768)", "32767"}, "inByte", new String[] {"(- 128)", "127"},
            "inChar", new String[] {"0", "65535"});

    private final Services services;
    private final IntegerLDT integers;
    private final Map<String, String> unknowns = new LinkedHashMap<>();
    private final Map<String, String> meanings = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    /** Whether all that is unknown is the value of a variable. */
    private boolean plain = true;

    private Counterexample(Services services) {
        this.services = services;
        this.integers = services.getTypeConverter().getIntegerLDT();
    }

    /** A term that has no counterpart among integers and truth values. */
    private static final class Untranslatable extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Lines for the account of an open proof.
     *
     * @param solver the z3 of this machine; empty if it has none
     */
    static List<String> of(Proof proof, String solver) {
        if (solver.isEmpty()) {
            return List.of("counterexample: none asked for, there is no z3 on the PATH");
        }
        List<String> lines = new ArrayList<>();
        int asked = 0;
        for (Goal goal : proof.openGoals()) {
            if (asked++ == GOALS) {
                break;
            }
            try {
                lines.add("counterexample to goal " + asked + ": " + new Counterexample(proof.getServices()).of(goal, solver, SECONDS));
            } catch (IOException | InterruptedException | RuntimeException failure) {
                lines.add("counterexample to goal " + asked + ": z3 failed: " + failure.getMessage());
            }
        }
        return lines;
    }

    /**
     * Values under which a goal is false, if there are some that leave no doubt: nothing of the goal was left out, and
     * nothing in it is unknown but variables and constants. Such a goal cannot be closed, however long KeY goes on. Empty if none of the
     * goals that are left is so plain.
     */
    static Optional<String> refuting(Proof proof, String solver) throws IOException, InterruptedException {
        if (solver.isEmpty()) {
            return Optional.empty();
        }
        int asked = 0;
        for (Goal goal : proof.openGoals()) {
            Counterexample plain = new Counterexample(proof.getServices());
            if (asked < PLAIN_GOALS && plain.isPlain(goal)) {
                asked++;
                String said = new Counterexample(proof.getServices()).of(goal, solver, PLAIN_SECONDS);
                if (!said.startsWith("z3 ") && !said.endsWith("formulas left out")) {
                    return Optional.of(said);
                }
            }
        }
        return Optional.empty();
    }

    private boolean isPlain(Goal goal) {
        List<String> claims = new ArrayList<>();
        for (SequentFormula formula : goal.sequent()) {
            if (!translate(formula, claims, text -> text)) {
                return false;
            }
        }
        return plain;
    }

    private String of(Goal goal, String solver, int seconds) throws IOException, InterruptedException {
        List<String> claims = new ArrayList<>();
        int left = 0;
        for (SequentFormula formula : goal.sequent().antecedent()) {
            left += translate(formula, claims, text -> text) ? 0 : 1;
        }
        for (SequentFormula formula : goal.sequent().succedent()) {
            left += translate(formula, claims, text -> "(not " + text + ")") ? 0 : 1;
        }
        StringBuilder problem = new StringBuilder("(set-option :model.completion true)\n(declare-sort Thing 0)\n");
        unknowns.forEach((name, sort) -> problem.append("(declare-const ").append(name).append(' ').append(sort).append(")\n"));
        claims.forEach(claim -> problem.append("(assert ").append(claim).append(")\n"));
        problem.append("(check-sat)\n(get-model)\n");
        String said = ask(solver, problem.toString(), seconds);
        if (said.startsWith("unsat")) {
            return "z3 finds none, the goal follows from its arithmetic: KeY needs another strategy or more steps";
        }
        if (!said.startsWith("sat")) {
            return "z3 does not know (" + said.lines().findFirst().orElse("no answer in " + seconds + " s") + ")";
        }
        String values = values(said);
        return (values.isEmpty() ? "any values" : values) + (left == 0 ? "" : "; " + left + " formulas left out");
    }

    private boolean translate(SequentFormula formula, List<String> claims, Function<String, String> side) {
        Set<String> knownBefore = new HashSet<>(unknowns.keySet());
        try {
            claims.add(side.apply(show(OriginTermLabel.removeOriginLabels(formula.formula(), services))));
            return true;
        } catch (Untranslatable quantified) {
            unknowns.keySet().retainAll(knownBefore);
            names.values().retainAll(knownBefore);
            return false;
        }
    }

    private String values(String model) {
        List<String> values = new ArrayList<>();
        Matcher value = VALUE.matcher(model);
        while (value.find()) {
            String meaning = meanings.get(value.group(1));
            if (meaning != null && FREE.stream().noneMatch(meaning::startsWith)) {
                values.add(meaning + " = " + value.group(2).replaceAll("[() ]", ""));
            }
        }
        values.sort(java.util.Comparator.comparingInt(String::length));
        return values.stream().limit(VALUES).collect(Collectors.joining(", "))
                + (values.size() > VALUES ? ", and " + (values.size() - VALUES) + " more" : "");
    }

    private static String ask(String solver, String problem, int seconds) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(solver, "-in", "-smt2", "-T:" + seconds).redirectErrorStream(true).start();
        Thread limit = new Thread(() -> {
            try {
                if (!process.waitFor(seconds + 5, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException ended) {
                process.destroyForcibly();
            }
        });
        limit.setDaemon(true);
        limit.start();
        try (var to = process.outputWriter(StandardCharsets.UTF_8)) {
            to.write(problem);
        } catch (IOException closedEarly) {
            // What it said tells why.
        }
        try (InputStream from = process.getInputStream()) {
            return new String(from.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }

    // ---- from KeY's terms to SMT-LIB

    private String show(Term term) {
        Operator operator = term.op();
        if (operator == Junctor.TRUE || operator == Junctor.FALSE) {
            return operator == Junctor.TRUE ? "true" : "false";
        }
        if (operator instanceof Junctor || operator == Equality.EQV || operator == Equality.EQUALS
                || operator instanceof IfThenElse) {
            return apply(operator == Junctor.NOT ? "not" : operator == Junctor.AND ? "and" : operator == Junctor.OR ? "or"
                    : operator == Junctor.IMP ? "=>" : operator instanceof Equality ? "=" : "ite", term);
        }
        if (operator == services.getTypeConverter().getBooleanLDT().getTrueConst()) {
            return "true";
        }
        if (operator == services.getTypeConverter().getBooleanLDT().getFalseConst()) {
            return "false";
        }
        String arithmetic = arithmetic(term);
        return arithmetic != null ? arithmetic : unknown(term);
    }

    private String arithmetic(Term term) {
        Operator operator = term.op();
        if (operator == integers.getNumberSymbol()) {
            BigInteger value = new BigInteger(LogicPrinter.quickPrintTerm(term, services, true, false).strip());
            return value.signum() < 0 ? "(- " + value.negate() + ")" : value.toString();
        }
        if (operator == integers.getJDivision()) {
            // Java's, towards zero; that of SMT-LIB leaves a remainder that is never negative.
            String of = show(term.sub(0));
            String by = show(term.sub(1));
            return "(ite (>= " + of + " 0) (div " + of + " " + by + ") (- (div (- " + of + ") " + by + ")))";
        }
        String name = operator == integers.getAdd() ? "+" : operator == integers.getSub() || operator == integers.getNeg() ? "-"
                : operator == integers.getMul() ? "*" : operator == integers.getDiv() ? "div"
                : operator == integers.getMod() ? "mod" : operator == integers.getLessOrEquals() ? "<="
                : operator == integers.getLessThan() ? "<" : operator == integers.getGreaterOrEquals() ? ">="
                : operator == integers.getGreaterThan() ? ">" : null;
        if (name != null) {
            return apply(name, term);
        }
        String[] range = RANGES.get(operator.name().toString());
        return range == null || term.arity() != 1 ? null : "(<= " + range[0] + " " + show(term.sub(0)) + " " + range[1] + ")";
    }

    private String apply(String name, Term term) {
        StringBuilder text = new StringBuilder("(").append(name);
        term.subs().forEach(part -> text.append(' ').append(show(part)));
        return text.append(')').toString();
    }

    private String unknown(Term term) {
        plain &= term.arity() == 0 || FREE.contains(term.op().name().toString());
        if (!term.freeVars().isEmpty() || !term.boundVars().isEmpty() && term.sort() == JavaDLTheory.FORMULA) {
            throw new Untranslatable();
        }
        String meaning = LogicPrinter.quickPrintTerm(term, services, true, false).replaceAll("<<[^<>]*>>", "")
                .replaceAll("\\s+", " ").strip();
        boolean truth = term.sort() == JavaDLTheory.FORMULA
                || term.sort() == services.getTypeConverter().getBooleanLDT().targetSort();
        boolean number = term.sort() == integers.targetSort();
        return names.computeIfAbsent(meaning, unseen -> {
            String name = "x" + meanings.size();
            meanings.put(name, meaning);
            unknowns.put(name, truth ? "Bool" : number ? "Int" : "Thing");
            return name;
        });
    }
}
