package org.itb.harness.mutation;

import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.pitest.testapi.AbstractTestUnit;
import org.pitest.testapi.Description;
import org.pitest.testapi.ResultCollector;

/** One test that JUnit knows by its unique id, such as the third case of a parameterised one. */
final class KnownTest extends AbstractTestUnit {
    private static final Launcher LAUNCHER = LauncherFactory.create();

    private final String id;

    KnownTest(String id, Class<?> type) {
        super(new Description(id, type));
        this.id = id;
    }

    @Override
    public void execute(ResultCollector results) {
        LAUNCHER.execute(LauncherDiscoveryRequestBuilder.request().selectors(DiscoverySelectors.selectUniqueId(id)).build(),
                new TestExecutionListener() {
                    @Override
                    public void executionSkipped(TestIdentifier test, String reason) {
                        if (test.isTest()) {
                            results.notifySkipped(getDescription());
                        }
                    }

                    @Override
                    public void executionStarted(TestIdentifier test) {
                        if (test.isTest()) {
                            results.notifyStart(getDescription());
                        }
                    }

                    @Override
                    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                        Optional<Throwable> thrown = failure(result);
                        if (thrown.isPresent()) {
                            results.notifyEnd(getDescription(), thrown.get());
                        } else if (test.isTest()) {
                            results.notifyEnd(getDescription());
                        }
                    }
                });
    }

    /** A test whose assumption does not hold has not failed; what a whole class prepares and cannot has. */
    private static Optional<Throwable> failure(TestExecutionResult result) {
        return result.getStatus() == TestExecutionResult.Status.FAILED ? result.getThrowable() : Optional.empty();
    }
}
