package org.itb.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.itb.harness.replay.ReplayException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code itb mutate}: starts the program of the module specs that makes mutants and has them tested and proved. */
@Command(
        name = "mutate",
        mixinStandardHelpOptions = true,
        versionProvider = Itb.Version.class,
        sortOptions = false,
        header = "Small faults in the kernel: do the tests notice, and do the contracts?",
        description = {
            "",
            "A mutant is the kernel with one small fault: < for <=, a number one too large, an assignment that is not made, "
                    + "commanded for delivered, per hour for per day. Each is run against the rule tests that reach the "
                    + "changed line, and given to the prover under the contract of the method that it was made in.",
            "The kill matrix counts what came of it. A mutant that survives the tests shows that a test is missing; one of "
                    + "which the contract is proved all the same shows that the contract says too little. What is proved to "
                    + "do the same as the kernel is no fault, and counts for neither.",
            "A mutant is refused only where its original is proved under the same settings. KeY judges those of classes that "
                    + "it closes whole, OpenJML where it is installed those of all; what neither judges is counted so. What "
                    + "was judged before comes from .itb/proofs, or from the record in specs/evidence, which is written "
                    + "anew. How to read it: specs/proof/mutants.md."
        },
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no mutant survives the tests unexplained, and at least 99 %% of those judged by proof are refused",
            "1:one survives, too many are accepted, an original does not close, or the prover is not to be believed",
            "2:bad input or usage",
            "3:it could not run (OpenJML asked for and not installed, no permission, disk full)"
        },
        footer = {
            "",
            "Examples:",
            "  itb mutate",
            "      the whole kernel; what was tested and proved before comes from .itb/proofs",
            "  itb mutate --only '^DoseRules\\.isWithin'",
            "      mutants of one method",
            "  itb mutate --only ' boundary: '",
            "      of one kind",
            "  itb mutate --against tests --only '^Gate\\.'",
            "      the tests alone, which is quick",
            "  itb mutate --html mutants.html",
            "      a page to read",
            "  itb mutate --no-cache --json > mutants.json",
            "      everything anew, for a program; specs/schema/itb-mutate-1.schema.json describes it"
        })
final class MutateCommand extends SpecsCommand {
    private enum Against { tests, proofs, both }

    @Option(
            names = "--against",
            paramLabel = "SIDE",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private Against against = Against.both;

    @Option(
            names = "--prover",
            paramLabel = "PROVER",
            description = "${COMPLETION-CANDIDATES}; default: both where $$OPENJML_HOME is set, else key.")
    private Prover prover;

    @Option(
            names = "--only",
            paramLabel = "PATTERN",
            description = "Only mutants whose name holds this regular expression. A name is place, kind and change: "
                    + "'Gate.settle(long):120:9 removed: mode = demanded; -> ;'.")
    private String only;

    @Option(
            names = "--processes",
            paramLabel = "N",
            description = "Processes that run tests, and as many of OpenJML, beside the one of KeY; default: 1.")
    private Integer processes;

    @Option(names = "--leave-records", description = "Do not write what comes out to specs/evidence.")
    private boolean leaveRecords;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write one page with the matrix and every mutant.")
    private Path html;

    private Path result;

    MutateCommand(Console console) {
        super(console, "org.itb.specs.Mutate");
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (html == null) {
            return super.call();
        }
        result = Files.createTempFile("itb-mutate", ".json");
        // Begun before the run, so that a page that cannot be written is told at once.
        try (OutputFile page = OutputFile.create(html)) {
            int code = super.call();
            if (Files.size(result) > 0) {
                page.write(new KillMatrixPage(result)::writeTo);
            } else {
                console().problem("itb: " + html + " is not written, because there is no result");
            }
            return code;
        } catch (ReplayException refused) {
            console().problem(refused.getMessage());
            return refused.kind().exitCode();
        } finally {
            Files.deleteIfExists(result);
        }
    }

    @Override
    void handOver(SpecsProgram program) {
        program.option("--against", against.name());
        program.option("--prover", text(prover));
        program.option("--processes", text(processes));
        program.flag("--leave-records", leaveRecords);
        program.option("--report", text(result));
        program.option("--only", only);
    }
}
