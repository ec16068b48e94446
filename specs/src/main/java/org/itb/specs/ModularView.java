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
    private final Set<String> outsideNames = new HashSet<>();
    private final Map<String, List<Method>> methods = new TreeMap<>();
    private final Map<String, String> whole = new TreeMap<>();

    /** One file as a class sees it: what stands outside of its methods, and them. */
    record Part(String outside, Set<String> names, List<Method> methods) {
    }

    /**
     * @param simpleName without class and parameters
     * @param told header and contract, without the body
     * @param names in what is told
     */
    record Method(String simpleName, String name, String told, Set<String> names, String whole) {
    }

    /**
     * @param parts what was read before, by the text of a file: most look the same to every class but their own
     * @throws CannotRun if a source can no longer be read as Java
     */
    ModularView(KernelSource source, String className, Map<String, Part> parts) throws CannotRun {
        for (KernelSource.File file : source.closureOf(className)) {
            String seen = OpaqueView.seenFrom(className, file);
            Part part = parts.get(seen);
            if (part == null) {
                part = part(KernelSource.parse(file.path(), seen));
                parts.put(seen, part);
            }
            outside.add(file.path() + " " + part.outside());
            outsideNames.addAll(namesIn(file.path()));
            outsideNames.addAll(part.names());
            for (Method method : part.methods()) {
                methods.computeIfAbsent(method.simpleName(), name -> new ArrayList<>()).add(method);
                whole.put(method.name(), method.whole());
            }
        }
    }

    private static Part part(KernelSource.File file) throws CannotRun {
        SourceText text = SourceText.of(file);
        StringBuilder left = new StringBuilder();
        List<Method> methods = new ArrayList<>();
        int told = 0;
        for (SourceText.Callable callable : text.callables()) {
            int begin = callable.contract().isEmpty() ? text.beginOf(callable.declaration()) : text.beginOf(callable.contract().get(0));
            int end = text.endOf(callable.declaration());
            int headEnd = callable.body().map(text::beginOf).orElse(end);
            left.append(read(text.between(told, begin)));
            // What is said of the class is read for every method, wherever it stands.
            file.comments().stream().filter(comment -> text.beginOf(comment) > begin && text.beginOf(comment) < headEnd
                    && Jml.isOfClass(comment.text())).forEach(comment -> left.append(read(comment.text())));
            String head = read(text.between(begin, headEnd));
            methods.add(new Method(callable.declaration().getNameAsString(), callable.name(), head,
                    namesIn(callable.name() + "\n" + head), read(text.between(begin, end))));
            told = end;
        }
        String outside = left.append(read(file.text().substring(told))).toString();
        return new Part(outside, namesIn(outside), methods);
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
        Set<String> names = new HashSet<>(outsideNames);
        names.addAll(namesIn(whole.get(member)));
        while (!names.isEmpty()) {
            known.addAll(names);
            List<Method> told = names.stream().sorted().flatMap(name -> methods.getOrDefault(name, List.of()).stream()).toList();
            told.forEach(method -> texts.add(method.name() + "\n" + method.told()));
            names = told.stream().flatMap(method -> method.names().stream()).filter(name -> !known.contains(name))
                    .collect(Collectors.toSet());
        }
        return Sha256.of(texts.toArray(String[]::new));
    }

    private static Set<String> namesIn(String text) {
        return new HashSet<>(Arrays.asList(NO_NAME.split(text)));
    }
}
