package org.itb.specs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a prover reads of the kernel while it proves one method: the method itself, of its class and of all that this can
 * mention what stands outside of methods (fields, invariants), and the header and the contract of each method that
 * is called in what is read. Neither prover opens the body of another method that has a contract (KeY is told so by
 * {@code METHOD: CONTRACT}), and of a contract that nothing calls they assume nothing. A verdict holds as long as this
 * stays, whatever else changes. A call counts wherever it stands, in code or annotations, of any overload
 * ({@link Callees}).
 */
final class ModularView {
    /** Not ends of lines: a comment may end with its line. */
    private static final Pattern BLANKS = Pattern.compile("[ \\t]+");

    private final String outside;
    private final Map<String, List<Method>> methods = new TreeMap<>();
    private final Map<String, Method> byName = new TreeMap<>();
    /** What stands outside of methods makes a prover read, and what that makes it read in turn: the same for every member. */
    private final Set<String> calledForAll = new HashSet<>();
    private final Set<String> toldToAll = new TreeSet<>();

    /** For whom the sources are written, and what each skips of them. */
    enum Reader {
        KEY {
            @Override
            String seenFrom(String className, KernelSource.File file) {
                return file.text();
            }

            @Override
            String asRead(String text) {
                return Jml.asReadByKey(text);
            }
        },
        OPENJML {
            @Override
            String seenFrom(String className, KernelSource.File file) {
                return OpaqueView.seenFrom(className, file);
            }

            @Override
            String asRead(String text) {
                return Jml.asReadByOpenJml(text);
            }
        };

        /** The text of a file that a proof about the class is given. */
        abstract String seenFrom(String className, KernelSource.File file);

        /** Without the comments that it skips. */
        abstract String asRead(String text);

        /** What is written for people, or for the other prover, does not decide about what it says; nor do blanks. */
        private String read(String text) {
            String read = BLANKS.matcher(asRead(text)).replaceAll(" ").strip();
            return read.isEmpty() ? "" : read + "\n";
        }
    }

    /** The views of all classes, each put together once. */
    static final class All {
        private final Reader reader;
        private final KernelSource source;
        private final Callees callees;
        private final Map<String, ModularView> views = new HashMap<>();
        private final Map<String, Part> parts = new HashMap<>();

        All(Reader reader, KernelSource source) {
            this.reader = reader;
            this.source = source;
            this.callees = new Callees(source);
        }

        /**
         * @param member as {@link ModularView#hashOf} has it
         * @throws CannotRun if a source can no longer be read as Java
         */
        String hashOf(String className, String member) throws CannotRun {
            if (!views.containsKey(className)) {
                views.put(className, new ModularView(this, className));
            }
            return views.get(className).hashOf(member);
        }
    }

    /** One file as a class sees it: a fingerprint of what stands outside of its methods, what is called there, and them. */
    record Part(String outside, Set<String> calls, List<Method> methods) {
    }

    /**
     * @param closed true if no proof about another class reads it: it is private, and each method that could call it has a
     *     contract, so that nobody looks into that one
     * @param told fingerprint of name, header and contract, without the body
     * @param calls in what is told
     * @param whole fingerprint of all of it
     * @param allCalls in all of it
     */
    record Method(String name, boolean closed, String told, Set<String> calls, String whole, Set<String> allCalls) {
    }

    private ModularView(All all, String className) throws CannotRun {
        List<String> outsides = new ArrayList<>();
        Set<String> calls = new HashSet<>();
        for (KernelSource.File file : all.source.closureOf(className)) {
            // To OpenJML its own file looks different to a class; all others look the same to each.
            boolean own = file.className().equals(className);
            String shown = own && all.reader == Reader.OPENJML ? "own " + file.path() : file.path();
            Part part = all.parts.get(shown);
            if (part == null) {
                part = part(all, file.showing(all.reader.seenFrom(className, file)));
                all.parts.put(shown, part);
            }
            outsides.add(file.path() + " " + part.outside());
            calls.addAll(part.calls());
            for (Method method : part.methods()) {
                if (!own && method.closed()) {
                    continue;
                }
                Callees.keysOf(method.name()).forEach(key -> methods.computeIfAbsent(key, unknown -> new ArrayList<>()).add(method));
                byName.put(method.name(), method);
            }
        }
        outside = Sha256.of(outsides.toArray(String[]::new));
        follow(calls, calledForAll, toldToAll);
    }

    private static Part part(All all, KernelSource.File file) {
        Reader reader = all.reader;
        SourceText text = SourceText.of(file);
        StringBuilder left = new StringBuilder();
        List<Method> methods = new ArrayList<>();
        String owner = all.callees.ownerIn(file);
        int told = 0;
        boolean allHaveContracts = text.callables().stream().noneMatch(callable -> callable.contract().isEmpty());
        for (SourceText.Callable callable : text.callables()) {
            int begin = callable.contract().isEmpty() ? text.beginOf(callable.declaration()) : text.beginOf(callable.contract().get(0));
            int end = text.endOf(callable.declaration());
            int headEnd = callable.body().map(text::beginOf).orElse(end);
            left.append(reader.read(text.between(told, begin)));
            // What is said of the class is read for every method, wherever it stands.
            file.comments().stream().filter(comment -> text.beginOf(comment) > begin && text.beginOf(comment) < headEnd
                    && Jml.isOfClass(comment.text())).forEach(comment -> left.append(reader.read(comment.text())));
            String whole = reader.read(text.between(begin, end));
            boolean closed = callable.declaration().isPrivate() && allHaveContracts;
            // KeY looks into what has no contract.
            String head = callable.name() + "\n" + (callable.contract().isEmpty() ? whole : reader.read(text.between(begin, headEnd)));
            methods.add(new Method(callable.name(), closed, Sha256.of(head), all.callees.in(head, owner), Sha256.of(whole),
                    all.callees.in(whole, owner)));
            told = end;
        }
        String outside = left.append(reader.read(file.text().substring(told))).toString();
        return new Part(Sha256.of(outside), all.callees.in(outside, owner), methods);
    }

    /**
     * A fingerprint of all that is read for the proof of a member of the class; for what is none of its methods, an
     * invariant, that is what every proof about the class reads.
     */
    private String hashOf(String member) {
        List<String> texts = new ArrayList<>(List.of(outside));
        Set<String> told = new TreeSet<>(toldToAll);
        Method method = byName.get(member);
        if (method != null) {
            texts.add(method.whole());
            follow(method.allCalls(), new HashSet<>(calledForAll), told);
        }
        texts.addAll(told);
        return Sha256.of(texts.toArray(String[]::new));
    }

    /** Adds what these methods tell, and what those called there tell in turn. */
    private void follow(Set<String> first, Set<String> known, Set<String> told) {
        Set<String> calls = first.stream().filter(call -> !known.contains(call)).collect(Collectors.toSet());
        while (!calls.isEmpty()) {
            known.addAll(calls);
            List<Method> called = calls.stream().flatMap(call -> methods.getOrDefault(call, List.of()).stream()).toList();
            called.forEach(method -> told.add(method.told()));
            calls = called.stream().flatMap(method -> method.calls().stream()).filter(call -> !known.contains(call))
                    .collect(Collectors.toSet());
        }
    }
}
