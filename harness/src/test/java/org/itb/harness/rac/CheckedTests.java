package org.itb.harness.rac;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.itb.kernel.DoseRules;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The rule tests and the scenarios on the kernel that comes first on the class path. */
public final class CheckedTests {
    private int succeeded;
    private final Map<String, String> failed = new TreeMap<>();

    private CheckedTests() {
    }

    /** Exit code 0 if tests ran, every one succeeded, and the kernel under them was the one with checks. */
    public static void main(String[] arguments) throws IOException {
        CheckedTests run = new CheckedTests();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectPackage("org.itb.harness.kernel"), selectClass("org.itb.harness.replay.ScenarioTest"))
                .filters(EngineFilter.includeEngines("junit-jupiter"), TagFilter.excludeTags("outside-the-contracts"))
                .build();
        LauncherFactory.create().execute(request, run.listener());
        run.failed.forEach((test, fault) -> System.out.println("  " + test + "\n      " + fault));
        boolean checked = isChecked();
        System.out.println(run.succeeded + " tests succeeded on the kernel with checks, " + run.failed.size() + " failed"
                + (checked ? "" : "; but no check was compiled in"));
        System.exit(run.failed.isEmpty() && run.succeeded > 0 && checked ? 0 : 1);
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
                if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
                    succeeded += identifier.isTest() ? 1 : 0;
                } else {
                    failed.put(identifier.getUniqueId(), String.valueOf(result.getThrowable().orElse(null)));
                }
            }
        };
    }
}
