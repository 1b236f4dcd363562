package dev.palimpsest.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.local.chaos.Account.Expected;
import dev.palimpsest.local.stack.Answers;
import dev.palimpsest.local.stack.Part;
import dev.palimpsest.local.stack.StackException;
import dev.palimpsest.local.stack.StackOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Kills parts of the system under load and tells whether every promise was kept: what was acknowledged is remembered, once; log, stores,
 * compacted topic and index agree; a receipt that was said to be durable is there. Every wait has a bound.
 */
public final class Chaos {

    private static final Duration START_MAX = Duration.ofMinutes(4);
    private static final Duration BACK_MAX = Duration.ofMinutes(4);
    private static final Duration ACKNOWLEDGED_MAX = Duration.ofMinutes(3);
    private static final Duration SETTLED_MAX = Duration.ofMinutes(10);
    private static final int RECEIPTS_ASKED_FOR = 10;

    private final StackOptions options;
    private final Plan plan;
    private final Duration most;
    private final Consumer<String> tell;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Integer> kills = new TreeMap<>();
    private final Map<String, Integer> failedStarts = new TreeMap<>();
    private final Map<String, Object> figures = new TreeMap<>();
    private final long begun = System.nanoTime();

    /**
     * @param rounds how many kills
     * @param seed   decides what is killed when
     * @param most   after this no further round begins
     * @param tell   hears each step in a line
     */
    public Chaos(StackOptions options, int rounds, long seed, Duration most, Consumer<String> tell) {
        this.options = options;
        this.plan = Plan.of(ChaosSystem.VICTIMS, rounds, seed);
        this.most = most;
        this.tell = tell;
    }

    /** Runs once. What breaks the run itself is a problem of the verdict, too. */
    public Verdict run() throws InterruptedException {
        int rounds = 0;
        try (ChaosSystem system = ChaosSystem.prepare(options)) {
            Thread hook = Thread.ofPlatform().unstarted(system::close);
            Runtime.getRuntime().addShutdownHook(hook);
            tell.accept("seed " + plan.seed() + ": starting every part in a process of its own");
            system.start(START_MAX);
            Account account = new Account();
            Load load = new Load(system.ingest(), system.query(), account);
            load.start();
            try {
                rounds = killAll(system, load);
                system.parts().forEach(this::await);
            } catch (StackException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
            tell.accept("all parts are back after " + load.told() + "; waiting until it comes to rest");
            load.finish(ACKNOWLEDGED_MAX);
            problems.addAll(load.problems());
            figures.putAll(load.figures());
            judge(system, account.expected());
        } catch (StackException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        figures.put("failed_starts", failedStarts);
        figures.put("seconds", (System.nanoTime() - begun) / 1_000_000_000);
        return new Verdict(problems.isEmpty(), plan.seed(), plan.rounds().size(), rounds, kills, figures, problems);
    }

    /** How many rounds there was time for. */
    private int killAll(ChaosSystem system, Load load) throws InterruptedException {
        int done = 0;
        for (Plan.Round round : plan.rounds()) {
            if (System.nanoTime() - begun > most.toNanos()) {
                tell.accept("no time for further rounds");
                break;
            }
            kill(system, round, load);
            done = round.number();
        }
        return done;
    }

    private void kill(ChaosSystem system, Plan.Round round, Load load) throws InterruptedException {
        Thread.sleep(round.before());
        revive(system);
        Part victim = system.part(round.victim());
        victim.kill();
        kills.merge(victim.name(), 1, Integer::sum);
        Thread.sleep(round.down());
        long started = System.nanoTime();
        victim.start();
        if (!round.hasty()) {
            await(victim);
        }
        tell.accept(String.format(Locale.ROOT, "round %d/%d: killed %s, away for %.1f s, %s; %s", round.number(),
                plan.rounds().size(), victim.name(), round.down().toMillis() / 1e3,
                round.hasty()
                        ? "not waited for"
                        : String.format(Locale.ROOT, "ready %.1f s later", (System.nanoTime() - started) / 1e9),
                load.told()));
    }

    private void revive(ChaosSystem system) {
        for (Part part : system.parts()) {
            part.death().ifPresent(line -> startAgain(part, line));
        }
    }

    /**
     * As whoever supervises a process does. A part that cannot start while another is away ends and is started again: that is told. One that
     * was up and ended by itself is at fault; the rest of the run is still worth its while.
     */
    private void startAgain(Part part, String death) {
        if (part.wasReady()) {
            problems.add("ended without having been killed: " + death);
        } else {
            failedStarts.merge(part.name(), 1, Integer::sum);
        }
        part.start();
    }

    private void await(Part part) {
        long end = System.nanoTime() + BACK_MAX.toNanos();
        Optional<String> death = part.awaitReady(BACK_MAX);
        while (death.isPresent()) {
            if (System.nanoTime() - end > 0) {
                throw new StackException(death.get());
            }
            startAgain(part, death.get());
            death = part.awaitReady(BACK_MAX);
        }
    }

    private void judge(ChaosSystem system, Expected expected) throws InterruptedException {
        Optional<JsonNode> report = new Settling(system.query(), ChaosSystem.WINDOW).settle(SETTLED_MAX);
        verified(report.orElse(null));
        Found found = new FoundReading(system.api(), system.brokers(), system.registry()).read();
        problems.addAll(found.differences(expected));
        figures.put("events_acknowledged", expected.events());
        figures.put("events_counted", found.contacts().values().stream().mapToLong(Long::longValue).sum());
        figures.put("turns_remembered", found.turns().size());
        figures.put("receipts_promised", expected.promised().size());
        figures.put("receipts_not_promised", expected.unpromised().size());
        figures.put("receipts_not_promised_and_lost", found.lostUnpromised(expected));
        askForReceipts(system, expected);
        String health = Answers.text(system.processorHealth());
        if (!health.contains("\"alarms\":{}")) {
            problems.add("the processor's health: " + health);
        }
    }

    private void verified(@Nullable JsonNode report) {
        if (report == null) {
            problems.add("verification was not answered");
            return;
        }
        figures.put("log_records", report.path("events").asLong());
        figures.put("memories", report.path("log").path("memories").asLong());
        figures.put("checkpoints", report.path("attested").path("checkpoints").asLong());
        if (!report.path("settled").asBoolean()) {
            problems.add("not all that was written was read within " + SETTLED_MAX.toMinutes() + " minutes");
        }
        if (!report.path("agrees").asBoolean()) {
            problems.add("log, stores, compacted topic and index do not agree: " + report);
        }
        report.path("faults").forEach(fault -> problems.add(fault.asText()));
    }

    /** That they are in the topic is known; that who asks for one gets it is the promise. */
    private void askForReceipts(ChaosSystem system, Expected expected) throws InterruptedException {
        PatientClient api = system.query();
        for (String id : expected.promised().stream().sorted().limit(RECEIPTS_ASKED_FOR).toList()) {
            int status = api.send(api.request("/api/v1/receipts/" + id).GET().build())
                    .map(PatientClient.Answer::status).orElse(0);
            if (status != 200) {
                problems.add("receipt " + id + " was said to be durable and is answered " + status);
            }
        }
    }
}
