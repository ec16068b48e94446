package org.itb.harness.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.pitest.classinfo.ClassByteArraySource;
import org.pitest.help.PitHelpError;
import org.pitest.junit5.JUnit5TestPluginFactory;
import org.pitest.testapi.Configuration;
import org.pitest.testapi.TestGroupConfig;
import org.pitest.testapi.TestPluginFactory;
import org.pitest.testapi.TestSuiteFinder;
import org.pitest.testapi.TestUnit;
import org.pitest.testapi.TestUnitExecutionListener;
import org.pitest.testapi.TestUnitFinder;

/**
 * Finds the tests of a class once in a run of PIT. PIT's own plugin for JUnit finds them by running them all, since nobody
 * knows beforehand how many a parameterised test is; that is right for the first process, which measures what they reach,
 * but it would be done again in the process of each mutated class. Here the first process writes down what it found, and the
 * others read it.
 */
public final class KnownTests implements TestPluginFactory {
    /** The folder with a file of tests for each class, empty when PIT begins. */
    static final String FOLDER = "itb.mutation.tests";

    @Override
    public String name() {
        return "tests found once";
    }

    @Override
    public String description() {
        return name();
    }

    @Override
    public Configuration createTestFrameworkConfiguration(TestGroupConfig groups, ClassByteArraySource source,
            Collection<String> excludedRunners, Collection<String> includedMethods) {
        String folder = System.getProperty(FOLDER);
        Configuration plugin = new JUnit5TestPluginFactory()
                .createTestFrameworkConfiguration(groups, source, excludedRunners, includedMethods);
        return folder == null ? plugin : new Known(Path.of(folder), plugin);
    }

    private record Known(Path folder, Configuration plugin) implements Configuration, TestUnitFinder {
        /** PIT asks who comes first in this order. */
        @Override
        public int priority() {
            return DEFAULT_PRIORITY - 1;
        }

        @Override
        public TestUnitFinder testUnitFinder() {
            return this;
        }

        @Override
        public TestSuiteFinder testSuiteFinder() {
            return plugin.testSuiteFinder();
        }

        @Override
        public Optional<PitHelpError> verifyEnvironment() {
            return plugin.verifyEnvironment();
        }

        @Override
        public List<TestUnit> findTestUnits(Class<?> tests, TestUnitExecutionListener listener) {
            Path known = folder.resolve(tests.getName());
            try {
                if (Files.isRegularFile(known)) {
                    return Files.readAllLines(known).stream().<TestUnit>map(id -> new KnownTest(id, tests)).toList();
                }
                List<TestUnit> found = plugin.testUnitFinder().findTestUnits(tests, listener);
                Files.createDirectories(folder);
                Files.write(known, found.stream().map(test -> test.getDescription().getName()).toList());
                return found;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
