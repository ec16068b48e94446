package org.itb.specs;

import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.expr.ArrayAccessExpr;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A frame {@code \everything} for OpenJML. OpenJML 0.17 compares each field of each object in a callee's frame with each
 * of the caller's; for a method through which nearly the whole state passes that does not fit into memory, and
 * {@code \everything} is what it can be told. But then it forgets all fields and not one element of an array, and takes
 * for unchanged what is not: so each array that the method may change must be named beside it, if anything that OpenJML
 * reads when it proves one of the method's callers speaks of the elements of such an array.
 */
final class EverythingFrames {
    private static final Pattern ELEMENTS = Pattern.compile("([\\w.]+)\\[\\*\\]");
    private static final Pattern SPOKEN = Pattern.compile("(\\w+)\\s*\\[(?!\\*\\])");

    private final KernelSource source;
    private final Map<String, SourceText> texts = new HashMap<>();
    /** What OpenJML is told of all classes when it proves one: costly to find, and the same for each method of the class. */
    private final Map<String, String> told = new HashMap<>();
    /** What OpenJML is told of one class, which looks the same from all others. */
    private final Map<String, String> toldOf = new HashMap<>();
    /** By the names of methods. */
    private final Map<String, List<Call>> calls = new HashMap<>();
    private final Map<String, String> frames = new HashMap<>();

    /** A call as its caller writes it, and one of the methods that it may mean. */
    private record Call(MethodCallExpr expression, String prefix, String owner, SourceText.Callable callee) {
    }

    private EverythingFrames(KernelSource source) {
        this.source = source;
        for (KernelSource.File file : source.files()) {
            texts.put(file.className(), SourceText.of(file));
        }
    }

    /** Arrays that OpenJML would take for unchanged. */
    static List<String> faultsIn(KernelSource source) throws CannotRun {
        EverythingFrames frames = new EverythingFrames(source);
        Set<String> faults = new LinkedHashSet<>();
        for (KernelSource.File file : source.files()) {
            for (SourceText.Callable caller : frames.texts.get(file.className()).callables()) {
                for (Call call : frames.callsIn(file.className(), caller)) {
                    if (frames.frameOf(call.callee()).contains("\\everything")) {
                        faults.addAll(frames.missing(file.className(), caller, call));
                    }
                }
            }
        }
        return List.copyOf(faults);
    }

    private List<String> missing(String owner, SourceText.Callable caller, Call call) throws CannotRun {
        Set<String> named = arraysIn(frameOf(call.callee()));
        Set<String> spoken = spokenOf(owner, caller);
        String at = call.owner() + ".java:" + call.callee().declaration().getBegin().orElseThrow().line;
        return changedBy(call.owner(), call.callee(), new HashSet<>()).stream()
                .filter(array -> !named.contains(array) && spoken.contains(array.substring(array.lastIndexOf('.') + 1)))
                .map(array -> at + ": OpenJML does not forget the elements of " + array + " under \\everything; name " + array
                        + "[*] beside it, for " + caller.name()).toList();
    }

    /** Names of arrays whose elements are spoken of in what OpenJML reads for the proof of a method. */
    private Set<String> spokenOf(String owner, SourceText.Callable method) throws CannotRun {
        StringBuilder read = new StringBuilder(contractOf(method));
        callsIn(owner, method).forEach(call -> read.append(contractOf(call.callee())));
        read.append(toldTo(owner));
        Set<String> spoken = new HashSet<>();
        method.declaration().findAll(ArrayAccessExpr.class).forEach(element -> spoken.add(element.getName().toString().replaceAll(".*\\.", "")));
        Matcher element = SPOKEN.matcher(Jml.ASSIGNABLE.matcher(read).replaceAll(""));
        while (element.find()) {
            spoken.add(element.group(1));
        }
        return spoken;
    }

    private String toldTo(String owner) throws CannotRun {
        if (!told.containsKey(owner)) {
            StringBuilder read = new StringBuilder();
            for (KernelSource.File each : source.closureOf(owner)) {
                String shown = each.className().equals(owner) ? "own " + each.path() : each.path();
                if (!toldOf.containsKey(shown)) {
                    KernelSource.File seen = each.showing(OpaqueView.seenFrom(owner, each));
                    toldOf.put(shown, seen.ownAnnotations().stream().map(KernelSource.Comment::text).filter(Jml::isReadByOpenJml)
                            .collect(Collectors.joining("\n")));
                }
                read.append(toldOf.get(shown)).append('\n');
            }
            told.put(owner, read.toString());
        }
        return told.get(owner);
    }

    private static String contractOf(SourceText.Callable method) {
        return method.contract().stream().map(KernelSource.Comment::text).filter(Jml::isReadByOpenJml)
                .map(comment -> Jml.body(comment) + "\n").collect(Collectors.joining());
    }

    private String frameOf(SourceText.Callable callable) {
        return frames.computeIfAbsent(callable.name(), name -> Jml.ASSIGNABLE.matcher(contractOf(callable)).results()
                .map(clause -> clause.group(1)).collect(Collectors.joining(" ")));
    }

    private static Set<String> arraysIn(String frame) {
        Set<String> arrays = new LinkedHashSet<>();
        Matcher array = ELEMENTS.matcher(frame);
        while (array.find()) {
            arrays.add(withoutThis(array.group(1)));
        }
        return arrays;
    }

    private static String withoutThis(String path) {
        return path.startsWith("this.") ? path.substring("this.".length()) : path;
    }

    /** Also by what it calls: a callee that may change everything is looked into, the frame of any other one is proved. */
    private Set<String> changedBy(String owner, SourceText.Callable method, Set<String> on) {
        if (!frameOf(method).contains("\\everything")) {
            return arraysIn(frameOf(method));
        }
        Set<String> changed = arraysIn(frameOf(method));
        if (on.add(method.name())) {
            for (AssignExpr assignment : method.declaration().findAll(AssignExpr.class)) {
                if (assignment.getTarget() instanceof ArrayAccessExpr element) {
                    changed.add(withoutThis(element.getName().toString()));
                }
            }
            for (Call call : callsIn(owner, method)) {
                changedBy(call.owner(), call.callee(), on).forEach(array -> changed.add(asSeenByCaller(array, call)));
            }
            // Called again through another part, it changes other arrays.
            on.remove(method.name());
        }
        return changed;
    }

    private List<Call> callsIn(String owner, SourceText.Callable caller) {
        if (!calls.containsKey(caller.name())) {
            calls.put(caller.name(), findCallsIn(owner, caller));
        }
        return calls.get(caller.name());
    }

    private List<Call> findCallsIn(String owner, SourceText.Callable caller) {
        List<Call> found = new ArrayList<>();
        for (MethodCallExpr call : caller.declaration().findAll(MethodCallExpr.class)) {
            String scope = call.getScope().map(Expression::toString).map(EverythingFrames::withoutThis).orElse("this");
            String type = scope.equals("this") ? owner : typeOf(caller, scope);
            if (texts.containsKey(type)) {
                texts.get(type).callables().stream().filter(callee -> callee.declaration().getNameAsString().equals(call.getNameAsString())
                                && callee.declaration().getParameters().size() == call.getArguments().size())
                        .forEach(callee -> found.add(new Call(call, scope.equals("this") ? "" : scope + ".", type, callee)));
            }
        }
        return found;
    }

    /** An array of an argument is one of the caller's; all others are reached through the object that is called. */
    private static String asSeenByCaller(String array, Call call) {
        for (int i = 0; i < call.expression().getArguments().size(); i++) {
            String parameter = call.callee().declaration().getParameter(i).getNameAsString();
            if (array.equals(parameter) || array.startsWith(parameter + ".")) {
                return withoutThis(call.expression().getArgument(i).toString()) + array.substring(parameter.length());
            }
        }
        return call.prefix() + array;
    }

    /** Of a field or a parameter; a class that is named itself is its own type. */
    private static String typeOf(SourceText.Callable caller, String scope) {
        for (Parameter parameter : caller.declaration().getParameters()) {
            if (parameter.getNameAsString().equals(scope)) {
                return parameter.getTypeAsString();
            }
        }
        return caller.type().getFields().stream().flatMap(field -> field.getVariables().stream())
                .filter(field -> field.getNameAsString().equals(scope)).map(field -> field.getTypeAsString()).findFirst().orElse(scope);
    }
}
