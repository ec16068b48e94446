package org.itb.specs.key;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.uka.ilkd.key.control.DefaultUserInterfaceControl;
import de.uka.ilkd.key.control.KeYEnvironment;
import de.uka.ilkd.key.java.abstraction.ArrayType;
import de.uka.ilkd.key.java.abstraction.KeYJavaType;
import de.uka.ilkd.key.java.abstraction.Type;
import de.uka.ilkd.key.java.declaration.ClassDeclaration;
import de.uka.ilkd.key.java.declaration.InterfaceDeclaration;
import de.uka.ilkd.key.java.declaration.TypeDeclaration;
import de.uka.ilkd.key.logic.op.IObserverFunction;
import de.uka.ilkd.key.logic.op.IProgramMethod;
import de.uka.ilkd.key.macros.WellDefinednessMacro;
import de.uka.ilkd.key.parser.Location;
import de.uka.ilkd.key.proof.Node;
import de.uka.ilkd.key.proof.Proof;
import de.uka.ilkd.key.proof.io.AbstractProblemLoader;
import de.uka.ilkd.key.prover.TaskFinishedInfo;
import de.uka.ilkd.key.prover.impl.ApplyStrategyInfo;
import de.uka.ilkd.key.settings.PathConfig;
import de.uka.ilkd.key.settings.ProofIndependentSettings;
import de.uka.ilkd.key.settings.ProofSettings;
import de.uka.ilkd.key.speclang.Contract;
import de.uka.ilkd.key.speclang.DependencyContract;
import de.uka.ilkd.key.speclang.FunctionalOperationContract;
import de.uka.ilkd.key.speclang.PositionedString;
import de.uka.ilkd.key.speclang.WellDefinednessCheck;
import de.uka.ilkd.key.strategy.Strategy;
import de.uka.ilkd.key.strategy.StrategyProperties;
import de.uka.ilkd.key.util.ExceptionTools;
import de.uka.ilkd.key.util.MiscTools;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.key_project.util.collection.ImmutableSet;

/**
 * A process that loads annotated sources into KeY once and proves what it is asked to, a JSON object a line: the first
 * line names the sources and KeY's options, each further one a contract. Settings and parser of KeY are global, so
 * parallel proofs need parallel processes.
 */
public final class KeyWorker {
    private static final ObjectMapper JSON = new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    /** KeY recurses over terms. */
    private static final long STACK_BYTES = 1L << 29;
    private static final int LOAD_FAILED = 4;
    private static final int HANGS = 5;
    private static final int GRACE_SECONDS = 60;

    private final PrintStream answers;
    private final Ui ui = new Ui();
    private final Map<String, Contract> contracts = new LinkedHashMap<>();
    private KeYEnvironment<Ui> environment;

    private KeyWorker(PrintStream answers) {
        this.answers = answers;
    }

    /** Keeps what KeY warns of, and how an automatic run ended. */
    private static final class Ui extends DefaultUserInterfaceControl {
        private final List<String> warnings = new ArrayList<>();
        private volatile ApplyStrategyInfo ended;

        @Override
        public void reportWarnings(ImmutableSet<PositionedString> found) {
            for (PositionedString warning : found) {
                warnings.add(show(warning.getLocation()) + " " + warning.text.replaceAll("\\s+", " "));
            }
        }

        @Override
        public void taskFinished(TaskFinishedInfo info) {
            super.taskFinished(info);
            if (info.getResult() instanceof ApplyStrategyInfo result) {
                ended = result;
            }
        }
    }

    /** Answers until its input ends. */
    public static void main(String[] args) throws InterruptedException {
        PrintStream answers = System.out;
        System.setOut(System.err); // what libraries print must not be taken for an answer
        int[] code = {1};
        Thread worker = new Thread(null, () -> {
            try {
                code[0] = new KeyWorker(new PrintStream(answers, false, StandardCharsets.UTF_8)).serve();
            } catch (IOException | RuntimeException | Error failure) {
                failure.printStackTrace();
            }
        }, "prover", STACK_BYTES);
        worker.start();
        worker.join();
        System.err.flush();
        Runtime.getRuntime().halt(code[0]);
    }

    private int serve() throws IOException {
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String first = asked.readLine();
        if (first == null) {
            return 0;
        }
        if (!load(JSON.readTree(first))) {
            return LOAD_FAILED;
        }
        for (String line = asked.readLine(); line != null; line = asked.readLine()) {
            prove(JSON.readTree(line));
        }
        return 0;
    }

    private void answer(ObjectNode answer) throws IOException {
        answers.println(JSON.writeValueAsString(answer));
        answers.flush();
    }

    private boolean load(JsonNode order) throws IOException {
        PathConfig.setKeyConfigDir(order.get("configuration").asText()); // never the user's own ~/.key
        System.setProperty("key.disregardSettings", "true");
        ProofIndependentSettings.DEFAULT_INSTANCE.getTermLabelSettings().setUseOriginLabels(true);
        HashMap<String, String> choices = new HashMap<>(MiscTools.getDefaultTacletOptions());
        order.get("taclets").fields().forEachRemaining(
                option -> choices.put(option.getKey(), option.getKey() + ":" + option.getValue().asText()));
        ProofSettings.DEFAULT_SETTINGS.getChoiceSettings().setDefaultChoices(choices);
        ObjectNode answer = JSON.createObjectNode();
        try {
            AbstractProblemLoader loader = ui.load(null, Path.of(order.get("sources").asText()).toFile(), null, null, null,
                    null, false, null);
            environment = new KeYEnvironment<>(ui, loader.getInitConfig(), loader.getProof(), loader.getProofScript(),
                    loader.getResult());
        } catch (Exception | AssertionError refused) {
            answer.put("loadError", explain(refused));
            answer(answer);
            return false;
        }
        ArrayNode found = answer.putArray("contracts");
        collect();
        contracts.keySet().forEach(found::add);
        // Against a misspelt option that KeY would ignore: what is really in force.
        ObjectNode inForce = answer.putObject("taclets");
        environment.getInitConfig().getActivatedChoices().forEach(
                choice -> inForce.put(choice.category(), choice.name().toString().replaceFirst(".*:", "")));
        ui.warnings.forEach(answer.putArray("warnings")::add);
        answer(answer);
        return true;
    }

    private static String explain(Throwable failure) {
        String where = "?";
        try {
            where = show(ExceptionTools.getLocation(failure));
        } catch (Exception noLocation) {
            // Then the message has to do.
        }
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return where + ": " + String.valueOf(cause.getMessage()).strip().replaceAll("(expecting \\{.{0,60})[^}]*\\}", "$1 ...}");
    }

    private static String show(Location location) {
        if (location == null) {
            return "?";
        }
        String file = location.getFileURI().map(uri -> uri.toString().replaceFirst(".*/", "")).orElse("?");
        return file + ":" + location.getPosition().line() + ":" + location.getPosition().column();
    }

    private void collect() {
        var specifications = environment.getSpecificationRepository();
        List<KeYJavaType> types = new ArrayList<>(environment.getJavaInfo().getAllKeYJavaTypes());
        types.sort(Comparator.comparing(KeYJavaType::getFullName));
        for (KeYJavaType type : types) {
            boolean code = type.getJavaType() instanceof ClassDeclaration || type.getJavaType() instanceof InterfaceDeclaration;
            if (!code || ((TypeDeclaration) type.getJavaType()).isLibraryClass()) {
                continue;
            }
            for (IObserverFunction target : specifications.getContractTargets(type)) {
                for (Contract contract : specifications.getContracts(type, target)) {
                    contracts.put(nameOf(type, target, contract), contract);
                }
            }
        }
    }

    /** {@code Gate.settle(long) #0}, {@code Gate.<inv> accessible #0}, {@code Gate.settle(long) wd #0}. */
    private static String nameOf(KeYJavaType type, IObserverFunction target, Contract contract) {
        StringBuilder name = new StringBuilder(type.getName()).append('.');
        if (target instanceof IProgramMethod method) {
            name.append(method.getName()).append('(');
            for (int i = 0; i < method.getParameterDeclarationCount(); i++) {
                name.append(i > 0 ? "," : "").append(nameOf(method.getParameterType(i).getJavaType()));
            }
            name.append(')');
        } else {
            String observer = target.name().toString();
            name.append(observer.substring(observer.lastIndexOf(':') + 1));
        }
        if (contract instanceof DependencyContract) {
            name.append(" accessible");
        } else if (contract instanceof WellDefinednessCheck) {
            name.append(" wd");
        } else if (!(contract instanceof FunctionalOperationContract)) {
            name.append(' ').append(contract.getClass().getSimpleName());
        }
        return name.append(" #").append(contract.id()).toString();
    }

    /** As the source writes it: {@code int[]}, which KeY calls {@code [I}. */
    private static String nameOf(Type type) {
        if (type instanceof ArrayType array) {
            return array.getBaseType().getName() + "[]".repeat(array.getDimension());
        }
        return type.getName().substring(type.getName().lastIndexOf('.') + 1);
    }

    private void prove(JsonNode order) throws IOException {
        String name = order.get("contract").asText();
        Contract contract = contracts.get(name);
        ObjectNode answer = JSON.createObjectNode();
        answer.put("contract", name);
        long start = System.nanoTime();
        Proof proof = null;
        try {
            if (contract == null) {
                throw new IllegalStateException("KeY sees no contract of this name");
            }
            checkWellDefinedness(order.get("wellDefined").asBoolean());
            proof = environment.createProof(contract.createProofObl(environment.getInitConfig(), contract));
            StrategyProperties strategy = strategy(order.get("strategy"));
            Vacuity vacuity = new Vacuity(proof, strategy);
            if (contract instanceof WellDefinednessCheck) {
                apply(proof, strategy, order.get("steps").asInt(), order.get("seconds").asInt());
                new WellDefinednessFirst().applyTo(ui, proof, proof.openGoals(), null, null);
            }
            Optional<String> refutation = Optional.empty();
            String verdict = "TIMEOUT";
            int left = order.get("steps").asInt();
            // What is likely to be false is given up as soon as a goal is seen to be false; all else has all its steps.
            int next = order.path("refuteAfter").asInt(left);
            while (left > 0 && verdict.equals("TIMEOUT") && refutation.isEmpty()) {
                verdict = run(proof, strategy, Math.min(next, left), order.get("seconds").asInt(), name);
                left -= next;
                next *= 2;
                if (verdict.equals("TIMEOUT") && order.has("refuteAfter")) {
                    refutation = Counterexample.refuting(proof, order.get("solver").asText());
                }
            }
            answer.put("nodes", proof.countNodes());
            answer.put("loops", loopsChecked(proof));
            if (refutation.isPresent()) {
                verdict = "OPEN";
                answer.putArray("account").add("counterexample to goal 1: " + refutation.get());
            } else if (verdict.equals("CLOSED")) {
                verdict = vacuity.judge(contract, order.get("mayBeTrivial").asBoolean());
            } else if (verdict.equals("OPEN") || verdict.equals("TIMEOUT")) {
                ArrayNode account = answer.putArray("account");
                new OpenGoals(proof, order.get("file").asText()).lines().forEach(account::add);
                if (verdict.equals("OPEN")) { // what was stopped may still close
                    Counterexample.of(proof, order.get("solver").asText()).forEach(account::add);
                }
            }
            answer.put("verdict", verdict);
        } catch (Exception | StackOverflowError failure) {
            answer.put("verdict", "ERROR");
            ArrayNode account = answer.putArray("account");
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                account.add(cause.toString());
            }
        } finally {
            if (proof != null) {
                proof.dispose();
            }
        }
        answer.put("elapsedMs", (System.nanoTime() - start) / 1000000);
        answer(answer);
    }

    /**
     * KeY asks this setting when a proof begins. With it, each proof is given a rule for each method of the kernel, which
     * takes longer than a small proof itself; only what speaks of well-definedness, or has a loop whose invariant must
     * be well-defined, needs them.
     */
    private void checkWellDefinedness(boolean on) {
        var settings = ProofSettings.DEFAULT_SETTINGS.getChoiceSettings();
        HashMap<String, String> choices = new HashMap<>(settings.getDefaultChoices());
        choices.put("wdChecks", on ? "wdChecks:on" : "wdChecks:off");
        settings.setDefaultChoices(choices);
    }

    /** How many times the proof had to show that a loop's invariant is well-defined. */
    private static int loopsChecked(Proof proof) {
        int loops = 0;
        for (Iterator<Node> nodes = proof.root().subtreeIterator(); nodes.hasNext();) {
            loops += WellDefinednessMacro.WD_BRANCH.equals(nodes.next().getNodeInfo().getBranchLabel()) ? 1 : 0;
        }
        return loops;
    }

    private String run(Proof proof, StrategyProperties strategy, int steps, int seconds, String name) {
        apply(proof, strategy, steps, seconds);
        ui.ended = null;
        long start = System.nanoTime();
        Thread watch = watch(name, seconds);
        try {
            environment.getProofControl().startAndWaitForAutoMode(proof);
        } finally {
            watch.interrupt();
        }
        ApplyStrategyInfo ended = ui.ended;
        if (proof.closed()) {
            return "CLOSED";
        }
        if (ended != null && ended.isError()) {
            throw new IllegalStateException("KeY's strategy failed", ended.getException());
        }
        boolean late = (System.nanoTime() - start) / 1000000000L >= seconds;
        boolean far = ended != null && ended.getAppliedRuleApps() >= steps;
        return late || far ? "TIMEOUT" : "OPEN";
    }

    static void apply(Proof proof, StrategyProperties strategy, int steps, int seconds) {
        proof.getSettings().getStrategySettings().setActiveStrategyProperties(strategy);
        proof.getSettings().getStrategySettings().setMaxSteps(steps);
        proof.getSettings().getStrategySettings().setTimeout(seconds * 1000L);
        Strategy own = proof.getServices().getProfile().getDefaultStrategyFactory().create(proof, strategy);
        proof.setActiveStrategy(strategy.containsKey(CasesLast.OPTION) ? new CasesLast(own) : own);
    }

    /** A single rule can outlast the time limit: ask to stop, and if that is not heard, end the process. */
    private Thread watch(String name, int seconds) {
        Thread watch = new Thread(() -> {
            try {
                Thread.sleep((seconds + 10) * 1000L);
                environment.getProofControl().stopAutoMode();
                Thread.sleep(GRACE_SECONDS * 1000L);
                System.err.println(name + ": one rule does not end");
                Runtime.getRuntime().halt(HANGS);
            } catch (InterruptedException inTime) {
                // The proof ended.
            }
        });
        watch.setDaemon(true);
        watch.start();
        return watch;
    }

    /** KeY's options by short names: CLASS_AXIOM=FREE is CLASS_AXIOM_OPTIONS_KEY=CLASS_AXIOM_FREE; and one of our own. */
    private static StrategyProperties strategy(JsonNode options) {
        StrategyProperties properties = new StrategyProperties();
        properties.setProperty(StrategyProperties.STOPMODE_OPTIONS_KEY, StrategyProperties.STOPMODE_DEFAULT);
        options.fields().forEachRemaining(option -> {
            String name = option.getKey();
            String value = option.getValue().asText();
            boolean own = name.equals(CasesLast.OPTION);
            properties.setProperty(own ? name : constant(name + "_OPTIONS_KEY"), own ? value : constant(name + "_" + value));
        });
        return properties;
    }

    private static String constant(String name) {
        try {
            return (String) StrategyProperties.class.getField(name).get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("KeY has no strategy option " + name, e);
        }
    }
}
