package org.itb.specs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What OpenJML reads of the kernel while it proves one method: the method itself, of its class and of all that this can
 * mention what stands outside of methods (fields, invariants), and the header and the contract of each method whose name
 * stands in what is read. It never opens the body of another method, and of a contract that nothing names it assumes
 * nothing. A verdict holds as long as this stays, whatever else changes. A name counts wherever it stands, in any class
 * and of any overload: too much rather than too little.
 */
final class ModularView {
    private static final Pattern NO_NAME = Pattern.compile("\\W+");

    private final List<String> outside = new ArrayList<>();
    private final Map<String, List<Method>> methods = new TreeMap<>();
    private final Map<String, String> whole = new TreeMap<>();

    /** Without its body. */
    private record Method(String name, String told) {
    }

    /** @throws CannotRun if a source can no longer be read as Java */
    ModularView(KernelSource source, String className) throws CannotRun {
        for (KernelSource.File file : source.closureOf(className)) {
            KernelSource.File seen = KernelSource.parse(file.path(), OpaqueView.seenFrom(className, file));
            outside.add(file.path() + " " + add(seen, SourceText.of(seen)));
        }
    }

    /** Returns what is left of the file without its methods. */
    private String add(KernelSource.File file, SourceText text) {
        StringBuilder left = new StringBuilder();
        int told = 0;
        for (SourceText.Callable callable : text.callables()) {
            int begin = callable.contract().isEmpty() ? text.beginOf(callable.declaration()) : text.beginOf(callable.contract().get(0));
            int end = text.endOf(callable.declaration());
            int headEnd = callable.body().map(text::beginOf).orElse(end);
            left.append(read(text.between(told, begin)));
            // What is said of the class is read for every method, wherever it stands.
            file.comments().stream().filter(comment -> text.beginOf(comment) > begin && text.beginOf(comment) < headEnd
                    && Jml.isOfClass(comment.text())).forEach(comment -> left.append(read(comment.text())));
            methods.computeIfAbsent(callable.declaration().getNameAsString(), name -> new ArrayList<>())
                    .add(new Method(callable.name(), read(text.between(begin, headEnd))));
            whole.put(callable.name(), read(text.between(begin, end)));
            told = end;
        }
        return left.append(read(file.text().substring(told))).toString();
    }

    /** What is written for people, or for KeY alone, does not decide about what OpenJML says; nor does space between methods. */
    private static String read(String text) {
        String read = Jml.asReadByOpenJml(text).strip();
        return read.isEmpty() ? "" : read + "\n";
    }

    /** A fingerprint of all that is read for the proof of a member of the class. */
    String hashOf(String member) {
        List<String> texts = new ArrayList<>(outside);
        texts.add(whole.get(member));
        Set<String> known = new HashSet<>();
        Set<String> names = texts.stream().flatMap(text -> namesIn(text).stream()).collect(Collectors.toSet());
        while (!names.isEmpty()) {
            known.addAll(names);
            List<String> told = names.stream().sorted().flatMap(name -> methods.getOrDefault(name, List.of()).stream())
                    .map(method -> method.name() + "\n" + method.told()).toList();
            texts.addAll(told);
            names = told.stream().flatMap(text -> namesIn(text).stream()).filter(name -> !known.contains(name))
                    .collect(Collectors.toSet());
        }
        return Sha256.of(texts.toArray(String[]::new));
    }

    private static Set<String> namesIn(String text) {
        return new HashSet<>(Arrays.asList(NO_NAME.split(text)));
    }
}
