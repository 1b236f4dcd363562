package dev.palimpsest.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Door;
import dev.palimpsest.local.chaos.PatientClient.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What goes on while parts are killed: events, conversations that wait until they can be searched, and searches whose receipts are to
 * be durable. Everything is sent until it is acknowledged, always with the same names, and entered into the account then.
 */
final class Load {

    /** Path and query of the door for events. */
    private static final String EVENTS = "/v1/events?source=chaos";

    private static final int EVENT_SENDERS = 2;
    private static final int BATCH = 24;
    private static final int USERS = 4;
    private static final Duration BETWEEN_BATCHES = Duration.ofMillis(250);
    private static final Duration BETWEEN_TURNS = Duration.ofMillis(400);
    private static final Duration BETWEEN_SEARCHES = Duration.ofMillis(250);
    private static final int PROBLEMS_MAX = 20;

    private final PatientClient ingest;
    private final PatientClient api;
    private final Account account;
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private final AtomicLong turns = new AtomicLong();
    private final AtomicLong searchable = new AtomicLong();
    private final AtomicLong searches = new AtomicLong();
    private volatile boolean stopping;
    private volatile long end = System.nanoTime() + Duration.ofDays(1).toNanos();

    Load(PatientClient ingest, PatientClient api, Account account) {
        this.ingest = ingest;
        this.api = api;
        this.account = account;
    }

    /** One step of a sender, by its number; what is wrong for good, else empty. */
    @FunctionalInterface
    private interface Step {
        Optional<String> take(long number) throws InterruptedException;
    }

    void start() {
        for (int sender = 0; sender < EVENT_SENDERS; sender++) {
            int own = sender;
            run("events-" + sender, BETWEEN_BATCHES, number -> send(Connections.batch(own, number, BATCH)));
        }
        run("turns", BETWEEN_TURNS, this::say);
        run("searches", BETWEEN_SEARCHES, this::search);
    }

    private void run(String name, Duration pause, Step step) {
        threads.add(Thread.ofPlatform().name("chaos-" + name).daemon().start(() -> {
            try {
                for (long number = 0; !stopping; number++) {
                    step.take(number).filter(_ -> problems.size() < PROBLEMS_MAX).ifPresent(problems::add);
                    Thread.sleep(pause);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private Optional<String> send(Connections batch) throws InterruptedException {
        Optional<Answer> answer = ingest.insist(ingest.posting(EVENTS, batch.lines()).build(),
                given -> isLasting(given) || isAccepted(given, batch), () -> end);
        if (answer.isEmpty()) {
            return Optional.of("a batch of events was not accepted in time");
        }
        if (!isAccepted(answer.get(), batch)) {
            return Optional.of(answer.get().told());
        }
        account.events(batch.contacts());
        return Optional.empty();
    }

    private static boolean isAccepted(Answer answer, Connections batch) {
        return answer.status() == 200 && answer.body().path("accepted").asLong() == batch.count();
    }

    /** The other side means it: another try would be answered the same. */
    private static boolean isLasting(Answer answer) {
        return (answer.status() / 100 == 4 && answer.status() != 429)
                || answer.body().path("refused").asLong() > 0;
    }

    private Optional<String> say(long number) throws InterruptedException {
        String text = "I noted case C-" + (100_000 + number) + " on the night shift.";
        String user = "chaos-" + number % USERS;
        ObjectNode body = Door.JSON.createObjectNode().put("user", user);
        body.putArray("messages").addObject().put("role", "user").put("content", text);
        Optional<Answer> answer = api.insist(
                api.posting("/api/v1/memories?wait=true", body.toString())
                        .header("Idempotency-Key", "chaos-" + number).build(),
                given -> given.status() / 100 == 2 || isLasting(given), () -> end);
        if (answer.isEmpty()) {
            return Optional.of("a conversation was not accepted in time");
        }
        JsonNode given = answer.get().body();
        if (answer.get().status() / 100 != 2) {
            return Optional.of(answer.get().told());
        }
        account.turn(text, "user:" + user);
        turns.incrementAndGet();
        if (given.path("searchable").asBoolean()) {
            searchable.incrementAndGet();
            return given.path("memories").isEmpty()
                    ? Optional.of("said to be searchable and not found: " + text)
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private Optional<String> search(long number) throws InterruptedException {
        String body = Door.JSON.createObjectNode().put("query", "case C-" + (100_000 + number)).put("limit", 3)
                .toString();
        Optional<Answer> answer = api.send(api.posting("/api/v1/memories/search", body)
                .header("Palimpsest-Receipt", "durable").build());
        if (answer.isEmpty() || answer.get().status() / 100 == 5) {
            return Optional.empty(); // nobody has to be answered while parts are gone
        }
        Optional<String> receipt = answer.get().header("Palimpsest-Receipt");
        if (answer.get().status() != 200 || receipt.isEmpty()) {
            return Optional.of(answer.get().told());
        }
        searches.incrementAndGet();
        account.receipt(receipt.get(),
                answer.get().header("Palimpsest-Receipt-Durable").filter("true"::equals).isPresent());
        return Optional.empty();
    }

    /** Begins nothing new and waits until what is under way is acknowledged; what is not by then is a problem. */
    void finish(Duration most) throws InterruptedException {
        stopping = true;
        end = System.nanoTime() + most.toNanos();
        for (Thread thread : threads) {
            if (!thread.join(most.plusMinutes(1))) {
                problems.add(thread.getName() + " does not come to an end");
            }
        }
    }

    /** What was answered otherwise than it should be. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** How much was done so far. */
    String told() {
        return account.expected().events() + " events, " + turns + " turns, " + searches + " searches";
    }

    /** By name. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new TreeMap<>();
        figures.put("turns_acknowledged", turns.get());
        figures.put("turns_searchable_at_once", searchable.get());
        figures.put("searches_answered", searches.get());
        figures.put("ingest_answers_by_status", ingest.answers());
        figures.put("api_answers_by_status", api.answers());
        return figures;
    }
}
