package org.itb.harness.mcdc;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Tests, run on a kernel of its own loader. */
public final class TestRun {
    private final List<String> failures = new ArrayList<>();
    private final Set<String> failedMethods = new TreeSet<>();
    private int succeeded;

    private TestRun() {
    }

    /** Runs these classes, named with their packages ({@code $} before a nested one). */
    public static TestRun on(ClassLoader kernel, List<String> testClasses) {
        List<DiscoverySelector> selectors = new ArrayList<>();
        testClasses.forEach(name -> selectors.add(selectClass(kernel, name)));
        return run(kernel, selectors);
    }

    /** Runs what is selected; class names are looked up in the kernel's loader. */
    public static TestRun run(ClassLoader kernel, List<DiscoverySelector> selectors, TestExecutionListener... watching) {
        TestRun run = new TestRun();
        List<TestExecutionListener> listeners = new ArrayList<>(List.of(watching));
        listeners.add(run.listener());
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        thread.setContextClassLoader(kernel);
        try {
            LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request().selectors(selectors)
                    .filters(EngineFilter.includeEngines("junit-jupiter")).build(),
                    listeners.toArray(TestExecutionListener[]::new));
        } finally {
            thread.setContextClassLoader(usual);
        }
        return run;
    }

    private TestExecutionListener listener() {
        return new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
                    succeeded += identifier.isTest() ? 1 : 0;
                    return;
                }
                failures.add(identifier.getDisplayName() + ": " + result.getThrowable().orElse(null));
                identifier.getSource().filter(MethodSource.class::isInstance)
                        .ifPresent(source -> failedMethods.add(((MethodSource) source).getMethodName()));
            }
        };
    }

    /** Each failure, in words. */
    public List<String> failures() {
        return failures;
    }

    /** The names of the methods that failed. */
    public Set<String> failedMethods() {
        return failedMethods;
    }

    public int succeeded() {
        return succeeded;
    }
}
