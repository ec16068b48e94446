package org.itb.harness.kernelrules;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A number's unit stands last in its name: a rate in nL/h can then not be taken for one in µL/h without the line
 * looking wrong. Fields, constants and parameters; a loop's own counters are left alone.
 */
final class UnitLast implements Rule {
    private static final List<String> UNITS = List.of(
            "Nl", "NlPerH", "Ng", "Pg", "NgPerDay", "PgPerDay", "PgPerH", "NlMsPerH", "UgPerMl", "Ms", "Mv", "PerMille", "Percent",
            "Count");
    private static final Pattern CAMEL = Pattern.compile(
            "([a-z]\\w*)?(" + String.join("|", UNITS) + ")|" + lowerCaseUnits());
    private static final Pattern CONSTANT = Pattern.compile("(\\w+_)?(" + constantUnits() + ")(_MIN|_MAX)?");

    /** Codes, not quantities: each constant of these classes says which one, not how much. */
    private static final Set<String> CODE_TABLES =
            Set.of("Alarm", "Cause", "Copy", "Kind", "Mode", "Profile", "Reply", "Role", "Signal");

    /** Classes whose numbers may have any unit: they add, bound, compare and pass on, and know no physical thing. */
    private static final Set<String> ANY_UNIT = Set.of("Arithmetic", "Image");

    /** Names without a unit, each with its reason. */
    private static final Map<String, String> NO_UNIT = Map.ofEntries(
            Map.entry("alarm", "which alarm, A01 … A20"),
            Map.entry("level", "a code of Mode for each alarm"),
            Map.entry("alone", "a fact about each alarm"),
            Map.entry("markIndex", "a position"),
            Map.entry("valueIndex", "a position"),
            Map.entry("admitted", "a code of Kind"),
            Map.entry("age", "a code of Profile"),
            Map.entry("awaiting", "a position"),
            Map.entry("cachedDigest", "an identity"),
            Map.entry("cachedReply", "a code of Reply"),
            Map.entry("cause", "a code of Cause"),
            Map.entry("copy", "a code of Copy"),
            Map.entry("chosen", "which alarm, A01 … A20"),
            Map.entry("count", "a plain count"),
            Map.entry("demand", "a code of Mode"),
            Map.entry("demanded", "a code of Mode"),
            Map.entry("held", "how many entries of an array are in use"),
            Map.entry("oldest", "a position"),
            Map.entry("ordered", "a code of Mode"),
            Map.entry("priority", "a code of the signal"),
            Map.entry("signal", "a code of the signal"),
            Map.entry("soundingAlarm", "which alarm, A01 … A20"),
            Map.entry("step", "a position"),
            Map.entry("steps", "how many entries of an array are in use"),
            Map.entry("SILENT", "a code of the signal"),
            Map.entry("NONCRITICAL", "a code of the signal"),
            Map.entry("CRITICAL", "a code of the signal"),
            Map.entry("countPer24h", "a count, its window in the name (the stream's own field)"),
            Map.entry("deviceId", "an identity"),
            Map.entry("tokenId", "an identity"),
            Map.entry("usedTokenId", "an identity"),
            Map.entry("digest", "an identity"),
            Map.entry("digestA", "half of an identity"),
            Map.entry("digestB", "half of an identity"),
            Map.entry("first", "a staged field, its unit is that of the staged command"),
            Map.entry("second", "a staged field, its unit is that of the staged command"),
            Map.entry("third", "a staged field, its unit is that of the staged command"),
            Map.entry("fourth", "a staged field, its unit is that of the staged command"),
            Map.entry("value", "what goes into a digest, whatever its unit"),
            Map.entry("DIGEST_PRIME", "a number of the digest"),
            Map.entry("DIGEST_FACTOR_A", "a number of the digest"),
            Map.entry("DIGEST_FACTOR_B", "a number of the digest"),
            Map.entry("FINE", "a code of the flow's verdict"),
            Map.entry("TOO_LITTLE", "a code of the flow's verdict"),
            Map.entry("TOO_MUCH", "a code of the flow's verdict"),
            Map.entry("index", "a position"),
            Map.entry("keyId", "an identity"),
            Map.entry("kind", "a code of Kind"),
            Map.entry("lastSeq", "the number of a message"),
            Map.entry("floorSeq", "the number of a message"),
            Map.entry("seq", "the number of a message"),
            Map.entry("slot", "a position"),
            Map.entry("stagedDigest", "an identity"),
            Map.entry("mode", "a code of Mode"),
            Map.entry("origin", "a code of Profile"),
            Map.entry("phase", "a code of Profile"),
            Map.entry("reply", "a code of Reply"),
            Map.entry("role", "a code of Role"),
            Map.entry("COUNT24_MAX", "a count, its window in the name"),
            Map.entry("FLEX_STEPS_MAX", "a count"));

    @Override
    public String statement() {
        return "the unit stands last in each number's name";
    }

    @Override
    public List<String> violationsIn(KernelCode code) {
        List<String> violations = new ArrayList<>();
        for (JavaSource source : code.sources()) {
            source.unit().walk(node -> {
                if (ANY_UNIT.contains(typeAround(node))) {
                    return;
                }
                if (node instanceof FieldDeclaration field) {
                    boolean table = field.isStatic() && CODE_TABLES.contains(typeAround(field));
                    for (VariableDeclarator variable : field.getVariables()) {
                        if (!table && isNumber(variable.getType()) && !hasUnit(variable.getNameAsString())) {
                            violations.add(source.at(variable) + ": no unit in " + variable.getNameAsString());
                        }
                    }
                } else if (node instanceof Parameter parameter
                        && isNumber(parameter.getType()) && !hasUnit(parameter.getNameAsString())) {
                    violations.add(source.at(parameter) + ": no unit in " + parameter.getNameAsString());
                }
            });
        }
        return violations;
    }

    static boolean hasUnit(String name) {
        return NO_UNIT.containsKey(name) || CAMEL.matcher(name).matches() || CONSTANT.matcher(name).matches();
    }

    private static boolean isNumber(Type type) {
        return Set.of("int", "long", "short", "byte").contains(type.getElementType().asString());
    }

    private static String typeAround(Node node) {
        return node.findAncestor(TypeDeclaration.class).map(type -> type.getNameAsString()).orElse("");
    }

    private static String lowerCaseUnits() {
        List<String> names = new ArrayList<>();
        for (String unit : UNITS) {
            names.add(Character.toLowerCase(unit.charAt(0)) + unit.substring(1));
        }
        return "(" + String.join("|", names) + ")";
    }

    private static String constantUnits() {
        List<String> names = new ArrayList<>();
        for (String unit : UNITS) {
            names.add(unit.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
        }
        return String.join("|", names);
    }
}
