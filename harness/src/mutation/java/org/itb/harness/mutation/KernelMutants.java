package org.itb.harness.mutation;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.pitest.mutationtest.build.TestPrioritiserFactory;
import org.pitest.mutationtest.config.PluginServices;
import org.pitest.mutationtest.config.ReportOptions;
import org.pitest.mutationtest.config.SettingsFactory;
import org.pitest.mutationtest.tooling.AnalysisResult;
import org.pitest.mutationtest.tooling.EntryPoint;
import org.pitest.testapi.TestGroupConfig;
import org.pitest.util.Glob;

/**
 * Runs PIT over the kernel, as its Maven plugin would, but for two things that the plugin has no setting for: a mutant meets
 * first the tests that have killed mutants of its method before ({@link LikelyKillersFirst}), and the tests are found once and
 * not in the process of each class ({@link KnownTests}). Nothing of an earlier run stands in for a result of this one: each
 * mutant is run, and a survivor meets every test that reaches its line unless it is proved to be no fault.
 */
public final class KernelMutants {
    /** PIT's STRONGER, by name: a group may change from one version of PIT to the next. */
    private static final List<String> MUTATORS = List.of(
            "CONDITIONALS_BOUNDARY", "EMPTY_RETURNS", "EXPERIMENTAL_SWITCH", "FALSE_RETURNS", "INCREMENTS", "INVERT_NEGS",
            "MATH", "NEGATE_CONDITIONALS", "NULL_RETURNS", "PRIMITIVE_RETURNS", "REMOVE_CONDITIONALS_EQUAL_ELSE",
            "TRUE_RETURNS", "VOID_METHOD_CALLS");
    /** HTML2 and JSON are those of mutation-testing-elements. */
    private static final List<String> REPORTS = List.of("XML", "HTML", "HTML2", "JSON");
    /** A test that hangs is no kill to the gate: it could be the machine that is slow. So there is time. */
    private static final long TIMEOUT_MS = 20_000;
    private static final int UNIT_COUNT = 200;

    private KernelMutants() {
    }

    /**
     * Arguments: the folder of the kernel's class files, that of its sources, the one for the reports, the classes to
     * mutate and the tests to run as globs with commas, and how many processes. Exit code 0 if PIT ran. Beside PIT's
     * reports it leaves what is to become {@code killers.txt} when the present one has grown old.
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 6) {
            System.err.println("usage: KernelMutants KERNEL_CLASSES KERNEL_SOURCES REPORTS CLASSES TESTS PROCESSES");
            System.exit(2);
        }
        ReportOptions options = options(arguments);
        PluginServices plugins = PluginServices.makeForContextLoader();
        SettingsFactory settings = new SettingsFactory(options, plugins) {
            @Override
            public TestPrioritiserFactory getTestPrioritiser() {
                return new LikelyKillersFirst(super.getTestPrioritiser(), KernelClasses.in(Path.of(arguments[0])));
            }
        };
        AnalysisResult result = new EntryPoint().execute(new File(arguments[2]).getParentFile(), options, settings, Map.of());
        Optional<Exception> error = result.getError();
        error.ifPresent(Exception::printStackTrace);
        if (error.isEmpty()) {
            Path reports = Path.of(arguments[2]);
            Killers.write(Mutant.readAll(reports.resolve("mutations.xml")), reports.resolve("killers.txt"));
        }
        System.exit(error.isPresent() ? 1 : 0);
    }

    private static ReportOptions options(String[] arguments) {
        ReportOptions options = new ReportOptions();
        options.setProjectBase(Path.of(arguments[2]).getParent());
        options.setCodePaths(List.of(arguments[0]));
        options.setSourceDirs(List.of(Path.of(arguments[1])));
        options.setReportDir(arguments[2]);
        options.setInputEncoding(StandardCharsets.UTF_8);
        options.setOutputEncoding(StandardCharsets.UTF_8);
        options.setTargetClasses(List.of(arguments[3].split(",")));
        options.setTargetTests(Stream.of(arguments[4].split(",")).<Predicate<String>>map(Glob::new).toList());
        options.setNumberOfThreads(Integer.parseInt(arguments[5]));
        options.setClassPathElements(classPath(arguments[0]));
        options.setIncludeLaunchClasspath(false);
        options.setMutators(MUTATORS);
        options.addOutputFormats(REPORTS);
        options.setShouldCreateTimestampedReports(false);
        options.setFailWhenNoMutations(true);
        options.setTimeoutConstant(TIMEOUT_MS);
        options.setMutationUnitSize(UNIT_COUNT);
        options.setGroupConfig(new TestGroupConfig());
        options.addChildJVMArgs(List.of("-Ditb.home=" + System.getProperty("itb.home"),
                "-D" + KnownTests.FOLDER + "=" + Path.of(arguments[2]).resolve("tests"), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        return options;
    }

    /** The kernel's class files come first. Nothing here is a property; without its engine each test starts sooner. */
    private static List<String> classPath(String kernelClasses) {
        Stream<String> launch = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator));
        return Stream.concat(Stream.of(kernelClasses), launch.filter(element -> !element.contains("jqwik-engine"))).toList();
    }
}
