package org.itb.reports;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code itb prove}: starts the proof program of the module specs. It is a process of its own with a class path of its
 * own, because KeY is under another licence (GPL-2.0) and stays out of this program.
 */
@Command(
        name = "prove",
        mixinStandardHelpOptions = true,
        versionProvider = Itb.Version.class,
        sortOptions = false,
        header = "Prove every contract of the kernel.",
        description = {
            "",
            "Each method, constructor and invariant of the kernel has a contract that names its requirement. KeY proves "
                    + "them all, with overflow counted as an error; OpenJML proves them once more, from the same source, "
                    + "where it is installed. What did not change since it was proved comes from .itb/proofs, or "
                    + "from the records in specs/evidence, which are written anew.",
            "The table shows each contract, its requirements and what the provers say; of one that is not proved, the "
                    + "clause, the path and what is left. What is proved, under which assumptions, and what is not: "
                    + "specs/proof/README.md."
        },
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every contract is proved; with --allow-listed, but for those that are listed as open",
            "1:one is open, missing, timed out or proved only from a contradiction, or a prover is not to be believed",
            "2:bad input or usage",
            "3:it could not run (OpenJML asked for and not installed, no permission, disk full)"
        },
        footer = {
            "",
            "Examples:",
            "  itb prove",
            "      all contracts by KeY",
            "  itb prove --only '^Gate\\.'",
            "      those of one class",
            "  OPENJML_HOME=/opt/openjml itb prove --prover both",
            "      by both provers, their disagreements in a section of their own",
            "  itb prove --no-cache --json > proofs.json",
            "      everything anew, for a program; specs/schema/itb-prove-1.schema.json describes it"
        })
final class ProveCommand extends SpecsCommand {
    @Option(
            names = "--prover",
            paramLabel = "PROVER",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}. OpenJML is looked for in $$OPENJML_HOME.")
    private Prover prover = Prover.key;

    @Option(
            names = "--only",
            paramLabel = "PATTERN",
            description = "Only contracts whose name holds this regular expression, such as '^Gate\\.settle'.")
    private String only;

    @Option(
            names = "--allow-listed",
            description = "Do not try what specs/proof/strategy.json lists as open, and do not fail for it. It is shown, and "
                    + "never counted as proved.")
    private boolean allowListed;

    @Option(
            names = "--recheck",
            paramLabel = "SECONDS",
            description = "Of what only the record knows, prove so much anew by KeY as once took so many seconds. The sources "
                    + "decide which.")
    private Integer recheck;

    @Option(
            names = "--recorded",
            description = "What the record of KeY ever closed, and what --only finds if that is given.")
    private boolean recorded;

    @Option(names = "--leave-records", description = "Do not write what comes out to specs/evidence.")
    private boolean leaveRecords;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the result as JUnit XML too.")
    private Path junit;

    ProveCommand(Console console) {
        super(console, "org.itb.specs.Prove");
    }

    @Override
    void handOver(SpecsProgram program) {
        program.option("--prover", prover.name());
        program.flag("--allow-listed", allowListed);
        program.option("--recheck", recheck == null ? null : recheck.toString());
        program.flag("--recorded", recorded);
        program.flag("--leave-records", leaveRecords);
        program.option("--junit", junit == null ? null : junit.toAbsolutePath().toString());
        program.option("--only", only);
    }
}
