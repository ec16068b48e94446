package org.itb.harness.rac;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.util.Map;
import java.util.TreeMap;
import org.itb.kernel.SafetyKernel;
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
    public static void main(String[] arguments) {
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

    /** OpenJML marks what it compiles with checks. */
    private static boolean isChecked() {
        return SafetyKernel.class.getAnnotations().length > 0
                || java.util.Arrays.stream(SafetyKernel.class.getDeclaredMethods()).anyMatch(method -> method.getName().contains("JML"));
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
