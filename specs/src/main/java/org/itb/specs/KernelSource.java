package org.itb.specs;

import com.github.javaparser.JavaToken;
import com.github.javaparser.ParseResult;
import com.github.javaparser.Position;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.InitializerDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.stmt.DoStmt;
import com.github.javaparser.ast.stmt.ForEachStmt;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.WhileStmt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The annotated source as it stands in the files: which members there are, independent of what a prover makes of
 * them, so that a contract that a prover does not see is missed.
 */
final class KernelSource {
    private static final Pattern REQUIREMENT = Pattern.compile("\\bSR-\\d+\\b");
    private static final Pattern NAME = Pattern.compile("\\b[A-Z]\\w*\\b");

    private static final Pattern HEIR = Pattern.compile("\\b(?:extends|implements)\\b([^{]*)");

    private final Map<String, File> files;
    private final Map<String, List<File>> byName = new HashMap<>();
    private final Map<String, Set<String>> mentioned = new HashMap<>();
    private final Map<String, Set<String>> heirs = new HashMap<>();

    private KernelSource(Map<String, File> files) {
        this.files = files;
        collectMentions();
    }

    /** A comment with its markers and the line that it begins on. */
    record Comment(String text, Position begin) {
        int line() {
            return begin.line;
        }
    }

    /**
     * A method or constructor.
     *
     * @param name {@code Gate.settle(long)}
     * @param requirements that its contract names
     * @param cases of behaviour that its contract has for KeY
     * @param openJmlCases of behaviour that its contract has for OpenJML
     * @param idle true for a private constructor without a statement: there is nothing to say of it
     * @param loops in its body, each with an invariant of its own
     * @param annotations all JML of it, before and within
     * @param code without its annotations
     */
    record Member(String name, String file, int line, List<String> requirements, int cases, int openJmlCases,
            boolean idle, int loops, List<Comment> annotations, String code) {
        String where() {
            return file + ":" + line;
        }
    }

    /**
     * One source file; its path is relative to the folder that holds the packages.
     *
     * @param unit its text as a tree, which nobody changes
     */
    record File(String path, String text, CompilationUnit unit, List<Comment> comments, List<Member> members,
            List<String> uncovered) {
        /** All else follows from the text; a tree would be compared node by node. */
        @Override
        public boolean equals(Object other) {
            return other instanceof File file && path.equals(file.path) && text.equals(file.text);
        }

        @Override
        public int hashCode() {
            return path.hashCode();
        }

        /**
         * This file with another text, as a prover is shown it; itself, if that is its own.
         *
         * @throws CannotRun if the text is no Java
         */
        File showing(String other) throws CannotRun {
            return other.equals(text) ? this : parse(path, other);
        }

        String shortName() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        String className() {
            return shortName().replace(".java", "");
        }

        boolean hasInvariant() {
            return comments.stream().anyMatch(comment -> Jml.isReadByKey(comment.text()) && Jml.isInvariant(comment.text()));
        }

        /** JML that stands before or between members: invariants, what they may read, fields for specification alone. */
        List<Comment> ownAnnotations() {
            return comments.stream().filter(comment -> Jml.isJml(comment.text())
                    && members.stream().noneMatch(member -> member.annotations().contains(comment))).toList();
        }
    }

    /**
     * Reads all sources below the folder but module and package descriptions, which hold no code.
     *
     * @throws CannotRun if there are none, or one is no Java
     */
    static KernelSource read(Path folder) throws CannotRun {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> sources = all.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.getFileName().toString().matches("(module|package)-info\\.java")).toList();
            for (Path source : sources) {
                String path = folder.relativize(source).toString().replace('\\', '/');
                texts.put(path, Files.readString(source, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw CannotRun.badInput(folder + ": the sources cannot be read: " + e);
        }
        if (texts.isEmpty()) {
            throw CannotRun.badInput(folder + ": holds no Java source");
        }
        // Side by side: to parse them is a third of what an answer from the record takes.
        Map<String, ParseResult<CompilationUnit>> parsed = texts.entrySet().parallelStream()
                .collect(Collectors.toConcurrentMap(Map.Entry::getKey, text -> SourceText.parse(text.getValue())));
        Map<String, File> files = new TreeMap<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            files.put(text.getKey(), file(text.getKey(), text.getValue(), parsed.get(text.getKey())));
        }
        return new KernelSource(files);
    }

    /** These sources, but one file with another text. */
    KernelSource with(File changed, String text) throws CannotRun {
        Map<String, File> others = new TreeMap<>(files);
        others.put(changed.path(), changed.showing(text));
        return new KernelSource(others);
    }

    static File parse(String path, String text) throws CannotRun {
        return file(path, text, SourceText.parse(text));
    }

    private static File file(String path, String text, ParseResult<CompilationUnit> result) throws CannotRun {
        if (!result.isSuccessful()) {
            throw CannotRun.badInput(path + ": " + result.getProblems().get(0).getVerboseMessage());
        }
        CompilationUnit unit = result.getResult().orElseThrow();
        List<Comment> comments = new ArrayList<>();
        for (JavaToken token : unit.getTokenRange().orElseThrow()) {
            if (token.getCategory().isComment()) {
                comments.add(new Comment(token.getText(), token.getRange().orElseThrow().begin));
            }
        }
        List<Member> members = new ArrayList<>();
        List<String> uncovered = new ArrayList<>();
        for (TypeDeclaration<?> type : unit.findAll(TypeDeclaration.class)) {
            collect(path.substring(path.lastIndexOf('/') + 1), type, comments, members, uncovered);
        }
        return new File(path, text, unit, List.copyOf(comments), List.copyOf(members), List.copyOf(uncovered));
    }

    private static void collect(String file, TypeDeclaration<?> type, List<Comment> comments, List<Member> members,
            List<String> uncovered) {
        boolean constructed = false;
        List<Comment> jml = comments.stream().filter(comment -> Jml.isJml(comment.text())).toList();
        Position from = type.getName().getEnd().orElseThrow();
        for (BodyDeclaration<?> part : type.getMembers()) {
            int line = part.getBegin().orElseThrow().line;
            if (part instanceof CallableDeclaration<?> callable) {
                constructed |= part.isConstructorDeclaration();
                members.add(member(file, type, callable, jml, from));
            } else if (part instanceof InitializerDeclaration) {
                uncovered.add(type.getNameAsString() + " initialiser at " + file + ":" + line
                        + ": no contract can cover it");
            } else if (part instanceof FieldDeclaration field && field.isStatic() && !isConstant(field)) {
                uncovered.add(type.getNameAsString() + " static field at " + file + ":" + line
                        + ": not a compile-time constant, so its initialisation is covered by no contract");
            }
            from = part.getEnd().orElseThrow();
        }
        if (!constructed && type.isClassOrInterfaceDeclaration() && !type.asClassOrInterfaceDeclaration().isInterface()) {
            uncovered.add(type.getNameAsString() + " at " + file + ":" + type.getBegin().orElseThrow().line
                    + ": the constructor that the compiler adds has no contract");
        }
    }

    /** Final, primitive, and nothing called or created: javac writes the value itself, no code runs. */
    private static boolean isConstant(FieldDeclaration field) {
        return field.isFinal() && field.getElementType().isPrimitiveType() && !field.getCommonType().isArrayType()
                && field.getVariables().stream().allMatch(variable -> variable.getInitializer()
                        .filter(value -> value.findFirst(com.github.javaparser.ast.expr.MethodCallExpr.class).isEmpty()
                                && value.findFirst(com.github.javaparser.ast.expr.ObjectCreationExpr.class).isEmpty()
                                && value.findFirst(com.github.javaparser.ast.expr.ArrayAccessExpr.class).isEmpty())
                        .isPresent());
    }

    private static Member member(String file, TypeDeclaration<?> type, CallableDeclaration<?> callable,
            List<Comment> jml, Position from) {
        Position to = callable.getName().getBegin().orElseThrow();
        List<Comment> contract = jml.stream().filter(comment -> comment.begin().isAfter(from)
                && comment.begin().isBefore(to)).toList();
        Set<String> requirements = new TreeSet<>();
        int cases = 0;
        int openJmlCases = 0;
        for (Comment comment : contract) {
            Matcher requirement = REQUIREMENT.matcher(comment.text());
            while (requirement.find()) {
                requirements.add(requirement.group());
            }
            if (Jml.isReadByKey(comment.text())) {
                cases += Jml.casesIn(comment.text());
            }
            if (Jml.isReadByOpenJml(comment.text())) {
                openJmlCases += Jml.casesIn(comment.text());
            }
        }
        Position end = callable.getEnd().orElseThrow();
        List<Comment> annotations = jml.stream().filter(comment -> comment.begin().isBefore(end)
                && isOf(callable, comment, from)).toList();
        boolean idle = callable instanceof ConstructorDeclaration constructor && constructor.isPrivate()
                && constructor.getBody().isEmpty();
        return new Member(nameOf(type, callable), file, to.line, List.copyOf(requirements), cases, openJmlCases, idle,
                loopsIn(callable), annotations, callable.toString());
    }

    /** {@code Gate.settle(long)}: what both provers call it. */
    static String nameOf(TypeDeclaration<?> type, CallableDeclaration<?> callable) {
        String parameters = callable.getParameters().stream()
                .map(parameter -> parameter.getType().asString() + (parameter.isVarArgs() ? "[]" : ""))
                .map(name -> name.substring(name.lastIndexOf('.') + 1)).collect(Collectors.joining(","));
        return type.getNameAsString() + "." + callable.getNameAsString() + "(" + parameters + ")";
    }

    /** What stands between two members belongs to the second, but an invariant of the class to none. */
    private static boolean isOf(CallableDeclaration<?> callable, Comment comment, Position from) {
        return comment.begin().isAfter(callable.getBegin().orElseThrow())
                || comment.begin().isAfter(from) && !Jml.isOfClass(comment.text());
    }

    private static int loopsIn(CallableDeclaration<?> callable) {
        return callable.findAll(ForStmt.class).size() + callable.findAll(ForEachStmt.class).size()
                + callable.findAll(WhileStmt.class).size() + callable.findAll(DoStmt.class).size();
    }

    List<File> files() {
        return List.copyOf(files.values());
    }

    List<Member> members() {
        return files.values().stream().flatMap(file -> file.members().stream()).toList();
    }

    /** SHA-256 of every file by its path. */
    Map<String, String> hashes() {
        Map<String, String> hashes = new TreeMap<>();
        files.forEach((path, file) -> hashes.put(path, Sha256.of(file.text().getBytes(StandardCharsets.UTF_8))));
        return hashes;
    }

    String hash() {
        return Sha256.of(hashes().toString());
    }

    /**
     * The fingerprint of a class and of everything that it can mention: every class whose name stands anywhere in its
     * file, comments included, theirs in turn, and what extends them. Too much rather than too little.
     */
    String closureHash(String className) {
        List<String> texts = new ArrayList<>();
        for (File file : closureOf(className)) {
            texts.add(file.path());
            texts.add(file.text());
        }
        return Sha256.of(texts.toArray(String[]::new));
    }

    /** How much a proof about the class has to do with: what it costs grows with it. */
    int closureLength(String className) {
        return closureOf(className).stream().mapToInt(file -> file.text().length()).sum();
    }

    /** The file of a class, and of everything that it can mention. */
    List<File> closureOf(String className) {
        Map<String, File> closure = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(className));
        while (!open.isEmpty()) {
            for (File file : byName.getOrDefault(open.poll(), List.of())) {
                if (closure.put(file.path(), file) == null) {
                    open.addAll(mentioned.get(file.path()));
                    open.addAll(heirs.getOrDefault(file.className(), Set.of()));
                }
            }
        }
        // A class without a file of its own name: all of it.
        return closure.isEmpty() ? files() : List.copyOf(closure.values());
    }

    /** Reads each file once: what it mentions, and what it extends. */
    private void collectMentions() {
        for (File file : files.values()) {
            byName.computeIfAbsent(file.className(), name -> new ArrayList<>()).add(file);
            mentioned.put(file.path(), namesIn(file.text()));
            Matcher heir = HEIR.matcher(file.text());
            while (heir.find()) {
                namesIn(heir.group(1)).forEach(name -> heirs.computeIfAbsent(name, of -> new TreeSet<>()).add(file.className()));
            }
        }
    }

    private static Set<String> namesIn(String text) {
        Set<String> names = new TreeSet<>();
        Matcher word = NAME.matcher(text);
        while (word.find()) {
            names.add(word.group());
        }
        return names;
    }
}
