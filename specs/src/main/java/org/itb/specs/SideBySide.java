package org.itb.specs;

import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.type.PrimitiveType;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A class with its mutants beside it: each a method of its own, under a name of its own, with the contract of the method
 * that it is a mutant of. Nobody calls it, so every other method means what it meant; one load serves all.
 */
final class SideBySide {
    private static final String MARK = "_mutant";
    /** A constructor keeps its name: its mutants differ by parameters that nobody reads. */
    private static final List<String> DIGITS = List.of("boolean", "int", "long");
    private static final int DIGITS_MAX = 7;
    private static final Pattern REQUIRES = Pattern.compile("\\brequires\\b");

    private final KernelSource source;
    private final KernelSource.File file;
    private final SourceText parsed;
    private final Map<Mutant, Copy> copies = new LinkedHashMap<>();
    private final Set<Mutant> stillborn = new LinkedHashSet<>();
    private String text;

    /**
     * A mutant as a member of its own.
     *
     * @param member {@code DoseRules.isWithin_mutant7(long,long,int,int)}
     * @param equality a method that asks whether it answers as the original does; empty if there can be none
     */
    record Copy(Mutant mutant, String member, String code, String equality, String equalityCode) {
    }

    private SideBySide(KernelSource source, KernelSource.File file, SourceText parsed) {
        this.source = source;
        this.file = file;
        this.parsed = parsed;
    }

    /** All of these mutants are of this file; those that do not compile are set apart. */
    static SideBySide of(KernelSource source, KernelSource.File file, Collection<Mutant> mutants) throws CannotRun {
        SideBySide result = new SideBySide(source, file, SourceText.of(file));
        int number = 0;
        for (Mutant mutant : mutants) {
            result.copies.put(mutant, result.copyOf(mutant, number++));
        }
        result.setStillbornApart();
        return result;
    }

    KernelSource.File file() {
        return file;
    }

    /** The file with all copies that compile. */
    String text() {
        return text;
    }

    Set<Mutant> stillborn() {
        return stillborn;
    }

    Collection<Copy> copies() {
        return copies.values();
    }

    /** The same with, for each of these copies, the method that asks whether it answers as the original does. */
    String textAskingFor(Collection<Copy> asked) {
        return written(copies.values(), asked, new LinkedHashMap<>());
    }

    // ---- one copy

    private Copy copyOf(Mutant mutant, int number) {
        SourceText.Callable original = parsed.callables().stream().filter(callable -> callable.name().equals(mutant.member())
                && parsed.beginOf(callable.declaration()) <= mutant.begin()
                && mutant.end() <= parsed.endOf(callable.declaration())).findFirst().orElseThrow();
        CallableDeclaration<?> declared = original.declaration();
        int begin = parsed.beginOf(declared);
        int nameEnd = parsed.endOf(declared.getName());
        String contract = original.contract().stream().map(comment -> "    " + comment.text() + "\n").collect(Collectors.joining());
        String head = contract + "    " + parsed.between(begin, nameEnd);
        String changed = parsed.between(nameEnd, mutant.begin()) + mutant.replacement()
                + parsed.between(mutant.end(), parsed.endOf(declared)) + "\n";
        String types = mutant.member().substring(mutant.member().indexOf('(') + 1, mutant.member().length() - 1);
        if (declared.isConstructorDeclaration()) {
            List<String> extra = digitsOf(number);
            List<String> unread = new ArrayList<>();
            for (int i = 0; i < extra.size(); i++) {
                unread.add(extra.get(i) + " unread" + i);
            }
            int open = changed.indexOf('(') + 1;
            String code = head + changed.substring(0, open) + String.join(", ", unread) + (types.isEmpty() ? "" : ", ")
                    + changed.substring(open);
            String all = String.join(",", extra) + (types.isEmpty() ? "" : ",") + types;
            return new Copy(mutant, mutant.member().replaceFirst("\\(.*", "") + "(" + all + ")", code, "", "");
        }
        String name = declared.getNameAsString() + MARK + number;
        String member = mutant.className() + "." + name + "(" + types + ")";
        String asks = "asks_" + name;
        String equality = equalityOf(original, name, asks);
        return new Copy(mutant, member, head + MARK + number + changed,
                equality.isEmpty() ? "" : mutant.className() + "." + asks + "(" + types + ")", equality);
    }

    private static List<String> digitsOf(int number) {
        List<String> digits = new ArrayList<>();
        for (int i = 0, left = number; i < DIGITS_MAX; i++, left /= DIGITS.size()) {
            digits.add(DIGITS.get(left % DIGITS.size()));
        }
        return digits;
    }

    /**
     * A method that is true if mutant and original answer the same, and its contract: that it is, wherever the original
     * may be called. Only for methods that change nothing and answer with a number or a truth.
     */
    private String equalityOf(SourceText.Callable original, String mutant, String asks) {
        boolean answers = original.declaration() instanceof MethodDeclaration method && method.getType() instanceof PrimitiveType;
        List<String> contract = original.contract().stream().map(KernelSource.Comment::text).filter(Jml::isReadByKey).toList();
        boolean changesNothing = contract.stream().anyMatch(comment -> comment.contains("\\strictly_nothing"));
        if (!answers || !changesNothing || contract.stream().mapToInt(Jml::casesIn).sum() != 1) {
            return "";
        }
        List<Parameter> parameters = original.declaration().getParameters();
        String declared = parameters.stream().map(Parameter::toString).collect(Collectors.joining(", "));
        String given = parameters.stream().map(Parameter::getNameAsString).collect(Collectors.joining(", "));
        String required = contract.stream().flatMap(comment -> requiredIn(comment).stream())
                .map(clause -> "      @   requires " + clause + ";\n").collect(Collectors.joining());
        String kind = original.declaration().isStatic() ? "public static" : "public";
        return "    /*@ public normal_behavior\n" + required + "      @   ensures \\result;\n      @*/\n"
                + "    /*+KEY@ assignable \\strictly_nothing; @*/\n    /*+OPENJML@ assignable \\nothing; @*/\n"
                + "    " + kind + " /*@ pure @*/ boolean " + asks + "(" + declared + ") { return "
                + original.declaration().getNameAsString() + "(" + given + ") == " + mutant + "(" + given + "); }\n";
    }

    /** Each precondition up to the semicolon that is in no parenthesis. */
    private static List<String> requiredIn(String comment) {
        List<String> clauses = new ArrayList<>();
        String body = Jml.body(comment);
        Matcher clause = REQUIRES.matcher(body);
        for (int from = 0; clause.find(from); from = clause.end()) {
            int depth = 0;
            int end = clause.end();
            while (end < body.length() && (depth > 0 || body.charAt(end) != ';')) {
                depth += body.charAt(end) == '(' ? 1 : body.charAt(end) == ')' ? -1 : 0;
                end++;
            }
            clauses.add(body.substring(clause.end(), end).strip());
        }
        return clauses;
    }

    // ---- the file with all of them

    private String written(Collection<Copy> all, Collection<Copy> asked, Map<Integer, Mutant> lineOf) {
        int end = file.text().lastIndexOf('}');
        StringBuilder result = new StringBuilder(file.text().substring(0, end)).append('\n');
        int line = (int) result.chars().filter(c -> c == '\n').count() + 1;
        for (Copy copy : all) {
            String code = copy.code() + (asked.contains(copy) ? copy.equalityCode() : "") + "\n";
            int lines = (int) code.chars().filter(c -> c == '\n').count();
            for (int i = 0; i < lines; i++) {
                lineOf.put(line + i, copy.mutant());
            }
            line += lines;
            result.append(code);
        }
        return result.append(file.text().substring(end)).toString();
    }

    /** Compiles until nothing is wrong any more: one fault can hide another. */
    private void setStillbornApart() throws CannotRun {
        while (true) {
            Map<Integer, Mutant> lineOf = new LinkedHashMap<>();
            text = written(copies.values(), List.of(), lineOf);
            Set<Mutant> refused = new LinkedHashSet<>();
            for (Diagnostic<? extends JavaFileObject> problem : problems()) {
                Mutant mutant = lineOf.get((int) problem.getLineNumber());
                if (mutant == null || !problem.getSource().getName().endsWith(file.path())) {
                    throw CannotRun.badInput(file.path() + ": the source does not compile: " + problem.getMessage(null));
                }
                refused.add(mutant);
            }
            if (refused.isEmpty()) {
                return;
            }
            refused.forEach(copies::remove);
            stillborn.addAll(refused);
        }
    }

    private List<Diagnostic<? extends JavaFileObject>> problems() throws CannotRun {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw CannotRun.here("this Java has no compiler; a JDK is needed", null);
        }
        List<JavaFileObject> units = new ArrayList<>();
        for (KernelSource.File each : source.files()) {
            units.add(unit(each.path(), each == file ? text : each.text()));
        }
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavaFileManager nowhere = new ForwardingJavaFileManager<>(compiler.getStandardFileManager(null, null, null)) {
            @Override
            public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind,
                    javax.tools.FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("memory:///out/" + name.replace('.', '/')), kind) {
                    @Override
                    public java.io.OutputStream openOutputStream() {
                        return java.io.OutputStream.nullOutputStream();
                    }
                };
            }
        };
        compiler.getTask(new StringWriter(), nowhere, problems, Arrays.asList("-proc:none", "-Xlint:none", "-Xmaxerrs", "100000",
                "-XDshould-stop.ifError=FLOW"), null, units).call();
        return problems.getDiagnostics().stream().filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .collect(Collectors.toList());
    }

    private static JavaFileObject unit(String path, String content) {
        return new SimpleJavaFileObject(URI.create("memory:///" + path), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return content;
            }
        };
    }
}
