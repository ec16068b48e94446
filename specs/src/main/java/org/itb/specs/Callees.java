package org.itb.specs;

import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.nodeTypes.NodeWithSimpleName;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which methods a text may call, code and annotations alike, told from what stands before the parenthesis: a method of
 * the class itself, of the class that is named, or of those that any field, parameter or variable of that name in any
 * of the sources has for its type. Where this does not decide, it is every method of that name: too much rather than
 * too little.
 */
final class Callees {
    private static final String ANY = "*";
    /** A dot after a parenthesis, a bracket or a backslash follows what is no plain name. */
    private static final Pattern CALL = Pattern.compile("(?:(\\\\\\w+|\\w+|[)\\]])\\s*\\.\\s*)?\\b(\\w+)\\s*\\(");
    /** A variable that the annotations alone know. */
    private static final Pattern GHOST = Pattern.compile("\\b(?:ghost|model)\\b[^;=(]*?(\\w+)\\s*[;=(]");

    /** By the name of a variable; a type that is no class of the sources stands there too, and decides nothing. */
    private final Map<String, Set<String>> types = new HashMap<>();
    private final Set<String> classes = new HashSet<>();
    /** Classes of which a variable may hold another one's object. */
    private final Set<String> related = new HashSet<>();

    Callees(KernelSource source) {
        for (KernelSource.File file : source.files()) {
            file.unit().findAll(TypeDeclaration.class).forEach(type -> classes.add(type.getNameAsString()));
            file.unit().findAll(ClassOrInterfaceDeclaration.class).forEach(this::relate);
            file.unit().findAll(VariableDeclarator.class).forEach(variable -> declare(variable, variable.getTypeAsString()));
            file.unit().findAll(Parameter.class).forEach(parameter -> declare(parameter, parameter.getTypeAsString()));
            GHOST.matcher(file.text()).results().forEach(ghost -> typesOf(ghost.group(1)).add(ANY));
        }
    }

    private void relate(ClassOrInterfaceDeclaration type) {
        Set<String> parents = Stream.concat(type.getExtendedTypes().stream(), type.getImplementedTypes().stream())
                .map(ClassOrInterfaceType::getNameAsString).collect(Collectors.toSet());
        if (!parents.isEmpty()) {
            related.add(type.getNameAsString());
            related.addAll(parents);
        }
    }

    private void declare(NodeWithSimpleName<?> variable, String type) {
        typesOf(variable.getNameAsString()).add(type);
    }

    private Set<String> typesOf(String name) {
        return types.computeIfAbsent(name, unknown -> new TreeSet<>());
    }

    /** Whose method a call without anything before it means in the file. */
    String ownerIn(KernelSource.File file) {
        boolean alone = file.unit().findAll(TypeDeclaration.class).size() == 1 && !related.contains(file.className())
                && file.unit().getImports().stream().noneMatch(one -> one.isStatic());
        return alone ? file.className() : ANY;
    }

    /**
     * Keys, as {@link #keysOf} has them, of what may be called in a text.
     *
     * @param owner as {@link #ownerIn} has it for the file in which the text stands
     */
    Set<String> in(String text, String owner) {
        Set<String> found = new TreeSet<>();
        CALL.matcher(text).results().forEach(call -> add(found, call, owner));
        return found;
    }

    private void add(Set<String> found, MatchResult call, String own) {
        String before = call.group(1);
        String name = call.group(2);
        if (before == null || before.equals("this")) {
            found.add(key(own, name));
            // An object is made: its class has a constructor of that name.
            found.add(key(name, name));
        } else if (classes.contains(before)) {
            found.add(key(related.contains(before) ? ANY : before, name));
        } else if (isDecided(before)) {
            types.get(before).forEach(type -> found.add(key(type, name)));
        } else {
            found.add(key(ANY, name));
        }
    }

    private boolean isDecided(String variable) {
        return types.containsKey(variable)
                && types.get(variable).stream().allMatch(type -> classes.contains(type) && !related.contains(type));
    }

    private static String key(String className, String name) {
        return className + "." + name;
    }

    /** Under which a method stands for those that call it: {@code Gate.settle} for one of that class, {@code *.settle}. */
    static Set<String> keysOf(String member) {
        String name = member.substring(member.indexOf('.') + 1, member.indexOf('('));
        return Set.of(key(member.substring(0, member.indexOf('.')), name), key(ANY, name));
    }
}
