package dev.palimpsest.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.palimpsest.access.Door;
import dev.palimpsest.local.stack.StackException;
import dev.palimpsest.observables.attack.Attack;
import dev.palimpsest.sigma.Rule;
import dev.palimpsest.sigma.RuleFile;
import dev.palimpsest.sigma.RuleFile.Refusal;
import dev.palimpsest.sigma.ShippedRules;
import dev.palimpsest.sigma.folder.RuleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be asked about Sigma rules without a running system. */
@Command(name = "rules", mixinStandardHelpOptions = true, description = "Check Sigma rules before they are used, or list the shipped ones.", subcommands = {
        RulesCommand.Check.class, RulesCommand.Shipped.class})
final class RulesCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** What of some files will be used. */
    @Command(name = "check", mixinStandardHelpOptions = true, description = "Say of every rule in files and folders whether it is understood, and if not in which line and why.")
    static final class Check implements Callable<Integer> {

        @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files, or folders with .yml and .yaml files.")
        private List<Path> paths = List.of();

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Override
        public Integer call() throws IOException {
            List<RuleFile> files = new ArrayList<>();
            for (Path path : paths) {
                if (!Files.isReadable(path)) {
                    throw new StackException("cannot read " + path);
                }
                for (Path file : RuleText.files(path)) {
                    files.add(RuleText.read(file, file.toString()));
                }
            }
            List<Rule> rules = files.stream().flatMap(file -> file.rules().stream()).toList();
            List<Refusal> refusals = files.stream().flatMap(file -> file.refusals().stream()).toList();
            print(files.size(), rules, refusals);
            return refusals.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
        }

        private void print(int files, List<Rule> rules, List<Refusal> refusals) throws JsonProcessingException {
            List<Refusal> warnings = rules.stream().flatMap(rule -> rule.techniques().stream()
                    .filter(id -> Attack.currentTechnique(id).isEmpty()).map(id -> unknown(rule, id))).toList();
            if (json) {
                System.out.println(Door.JSON.writeValueAsString(
                        new Report(files, rules.stream().map(Told::of).toList(), refusals, warnings)));
                return;
            }
            refusals.forEach(System.out::println);
            warnings.forEach(warning -> System.out.println(warning.file() + ":" + warning.line() + ": warning: "
                    + warning.reason()));
            System.out.printf(Locale.ROOT, "%d files: %d rules understood, %d refused%n", files, rules.size(),
                    refusals.size());
        }

        private static Refusal unknown(Rule rule, String id) {
            int colon = rule.place().lastIndexOf(':');
            return new Refusal(rule.place().substring(0, colon), Integer.parseInt(rule.place().substring(colon + 1)),
                    "ATT&CK " + Attack.VERSION + " has no technique " + id);
        }
    }

    /** The rules that come with the product. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the shipped rules.")
    static final class Shipped implements Callable<Integer> {

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Override
        public Integer call() throws JsonProcessingException {
            List<Told> rules = ShippedRules.all().stream().map(Told::of).toList();
            if (json) {
                System.out.println(Door.JSON.writeValueAsString(rules));
            } else {
                rules.forEach(rule -> System.out.printf(Locale.ROOT, "%s  %-13s %-22s %s (%s)%n", rule.id(),
                        rule.level(), String.join(",", rule.techniques()), rule.title(), rule.logsource()));
            }
            return ExitCode.OK;
        }
    }

    /** A rule in short. */
    record Told(String id, String title, String level, List<String> techniques, String logsource, String place,
            String digest) {

        static Told of(Rule rule) {
            return new Told(rule.id(), rule.title(), rule.level().name().toLowerCase(Locale.ROOT), rule.techniques(),
                    rule.source().toString(), rule.place(), rule.digest());
        }
    }

    /** The outcome of a check. */
    record Report(int files, List<Told> rules, List<Refusal> refused, List<Refusal> warnings) {}
}
