package org.itb.harness.rac;

import static org.junit.platform.engine.discovery.ClassNameFilter.excludeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.itb.harness.replay.ReplayException;
import org.itb.harness.replay.Replayer;
import org.itb.harness.stream.CommandStream;
import org.itb.harness.stream.Scenarios;
import org.itb.harness.stream.StreamReader;
import org.itb.kernel.DoseRules;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The rule tests, the properties and the scenarios on the kernel that comes first on the class path. With checks a tick takes
 * half a millisecond and more, so there is time for fewer therapies: the properties try a few each, but for those that ask
 * whether rare states come up at all, and the longest scenarios are left out and counted.
 */
public final class CheckedTests {
    private static final String TRIES = "20";
    private static final long TICKS_MAX = Long.getLong("rac.ticks");

    private int succeeded;
    private int outside;
    private final Map<String, String> failed = new TreeMap<>();

    private CheckedTests() {
    }

    /** Exit code 0 if tests ran, every one succeeded, and the kernel under them was the one with checks. */
    public static void main(String[] arguments) throws IOException {
        CheckedTests run = new CheckedTests();
        run.test("rule tests", selectPackage("org.itb.harness.kernel"));
        run.test("properties, " + TRIES + " therapies each", selectPackage("org.itb.harness.properties"));
        run.replay();
        run.failed.forEach((test, fault) -> System.out.println("  " + test + "\n      " + fault));
        boolean checked = isChecked();
        System.out.println(run.succeeded + " tests and scenarios succeeded on the kernel with checks, " + run.failed.size()
                + " failed" + (checked ? "" : "; but no check was compiled in"));
        System.exit(run.failed.isEmpty() && run.succeeded > 0 && checked ? 0 : 1);
    }

    private void test(String what, DiscoverySelector where) {
        int before = succeeded;
        outside = 0;
        LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request().selectors(where)
                .filters(TagFilter.excludeTags("outside-the-contracts"),
                        excludeClassNamePatterns(".*(Coverage|Reach)Properties", ".*KernelCallsTest"))
                .configurationParameter("jqwik.tries.default", TRIES).build(), listener());
        System.out.println(what + ": " + (succeeded - before) + " succeeded; " + outside
                + " that damage the kernel's memory, of which no contract speaks, left out");
    }

    private void replay() throws IOException {
        int before = succeeded;
        int left = 0;
        for (Path file : Scenarios.all()) {
            try {
                CommandStream stream = new StreamReader().read(file);
                long endMs = stream.entries().isEmpty() ? 0 : stream.entries().get(stream.entries().size() - 1).atMs();
                if (endMs / stream.tickMs() > TICKS_MAX) {
                    left++;
                } else {
                    record(stream.id(), new Replayer().replay(stream).failures());
                }
            } catch (ReplayException | RuntimeException | Error fault) {
                failed.put(file.toString(), fault.toString());
            }
        }
        System.out.println("scenarios: " + (succeeded - before) + " succeeded; " + left + " of more than " + TICKS_MAX
                + " ticks left out (-Drac.ticks)");
    }

    private void record(String scenario, List<?> failures) {
        if (failures.isEmpty()) {
            succeeded++;
        } else {
            failed.put(scenario, failures.toString());
        }
    }

    /** What OpenJML compiles with checks calls its run-time library. */
    private static boolean isChecked() throws IOException {
        try (InputStream rules = DoseRules.class.getResourceAsStream("DoseRules.class")) {
            return new String(rules.readAllBytes(), StandardCharsets.ISO_8859_1).contains("org/jmlspecs/runtime");
        }
    }

    private TestExecutionListener listener() {
        return new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
                switch (result.getStatus()) {
                    case SUCCESSFUL -> succeeded += identifier.isTest() ? 1 : 0;
                    case ABORTED -> outside++;
                    default -> failed.put(identifier.getUniqueId(), String.valueOf(result.getThrowable().orElse(null)));
                }
            }
        };
    }
}
