package dev.palimpsest.query.transfer;

import dev.palimpsest.access.Caller;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Origin;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ledger.Importable;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.query.transfer.Acknowledgement.Durable;
import dev.palimpsest.query.transfer.Acknowledgement.End;
import dev.palimpsest.query.transfer.Acknowledgement.Refused;
import dev.palimpsest.query.transfer.Acknowledgement.Stopped;
import dev.palimpsest.query.transfer.BoundedLines.Text;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Takes the lines of an export as observations, so many at a time: never more of them lie on the heap. The ledger decides what
 * becomes of them; what is seen to differ from what is here is refused before. Safe for several threads.
 */
public final class MemoryImport {

    /** Lines that are on their way at once. */
    static final int WINDOW = 500;

    /** Bytes of such lines, but for the last. */
    private static final long WINDOW_BYTES = 8 << 20;

    private final Here here;
    private final InstantSource clock;

    public MemoryImport(Here here, InstantSource clock) {
        this.here = here;
        this.clock = clock;
    }

    /** This stack. */
    public interface Here {

        /** Writes an observation; done once it is durable. */
        CompletableFuture<?> write(Observation observation);

        /** Those memories of the caller's tenant that are here, as far as is known. */
        Map<MemoryId, Memory> heads(Caller caller, List<MemoryId> memories);

        /** When somebody of the caller's tenant was forgotten here last; empty where never. */
        Optional<Instant> forgotten(Caller caller, Subject owner);
    }

    /**
     * Takes lines until they end or one cannot be relied on to be written.
     *
     * @param told hears what became of them, in their order
     * @throws IOException where they cannot be read any more
     */
    public void run(Caller caller, InputStream in, Consumer<Acknowledgement> told) throws IOException {
        Run run = new Run(caller, told, clock.instant());
        BoundedLines lines = new BoundedLines(in);
        List<Text> window = new ArrayList<>();
        long bytes = 0;
        for (Optional<Text> line = lines.next(); line.isPresent(); line = lines.next()) {
            window.add(line.get());
            bytes += line.get().text().length();
            if (window.size() == WINDOW || bytes >= WINDOW_BYTES) {
                if (!run.take(window)) {
                    return;
                }
                window.clear();
                bytes = 0;
            }
        }
        if (run.take(window)) {
            told.accept(new End(run.lines, run.taken, run.known, run.refused));
        }
    }

    /** One request. */
    private final class Run {

        private final Caller caller;
        private final Consumer<Acknowledgement> told;
        private final Instant begun;
        private long lines;
        private long taken;
        private long known;
        private long refused;

        private Run(Caller caller, Consumer<Acknowledgement> told, Instant begun) {
            this.caller = caller;
            this.told = told;
            this.begun = begun;
        }

        /** A line on its way; its state is null where there is nothing to take of it. */
        private record Item(Line.@Nullable State state, @Nullable String problem) {

            private Stream<MemoryId> memories() {
                return state == null || problem != null ? Stream.empty() : Stream.of(state.memory().id());
            }
        }

        /** Whether to go on. */
        private boolean take(List<Text> window) {
            List<Item> items = window.stream().map(this::item).toList();
            Map<MemoryId, Memory> heads = here.heads(caller,
                    items.stream().flatMap(Item::memories).distinct().toList());
            List<@Nullable CompletableFuture<?>> writes = new ArrayList<>();
            List<Item> judged = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                Item item = judged(items.get(i), heads);
                judged.add(item);
                writes.add(item.state() == null ? null : here.write(observation(item.state(), lines + i + 1)));
            }
            for (int i = 0; i < judged.size(); i++) {
                if (!settled(judged.get(i), items.get(i).state(), writes.get(i))) {
                    return false;
                }
            }
            if (!items.isEmpty()) {
                told.accept(new Durable(lines, taken, known, refused));
            }
            return true;
        }

        private Item item(Text text) {
            if (text.isTooLong()) {
                return new Item(null, "a line has at most " + BoundedLines.BYTES_MAX + " bytes");
            }
            if (text.text().isBlank()) {
                return new Item(null, null);
            }
            try {
                return switch (MemoryLines.parse(text.text())) {
                    case Line.State state -> new Item(state, problem(state));
                    case Line.Begin begin -> new Item(null, problem(begin));
                    case Line.Cursor _,Line.End _ -> new Item(null, null);
                };
            } catch (IllegalArgumentException e) {
                return new Item(null, String.valueOf(e.getMessage()));
            }
        }

        private @Nullable String problem(Line.Begin begin) {
            if (begin.version() != MemoryExport.VERSION) {
                return "lines of form " + begin.version() + " are not known here, form " + MemoryExport.VERSION + " is";
            }
            return begin.tenant().equals(caller.tenant()) ? null : foreign(begin.tenant().value());
        }

        private @Nullable String problem(Line.State state) {
            Memory memory = state.memory();
            if (!memory.tenant().equals(caller.tenant())) {
                return foreign(memory.tenant().value());
            }
            if (!memory.equals(memory.portable())) {
                return "its words are sealed, or under a key: an export tells them readable";
            }
            if (memory.updatedAt().isAfter(begun)) {
                return "it was changed later than it is here now";
            }
            return Importable.problem(memory).or(() -> otherEvent(state)).or(() -> forgotten(state)).orElse(null);
        }

        private static Optional<String> otherEvent(Line.State state) {
            return state instanceof Line.Event event && !(event.log().header().memory().equals(event.memory().id())
                    && event.log().header().version() == event.memory().version())
                            ? Optional.of("its event is not of the version it comes with")
                            : Optional.empty();
        }

        /** Who is forgotten here stays so; what began later is new, as it is where they speak again. */
        private Optional<String> forgotten(Line.State state) {
            Memory memory = state.memory();
            Subject owner = state.ownerHere();
            return owner == null || memory.status() == Status.ERASED
                    ? Optional.empty()
                    : here.forgotten(caller, owner).filter(at -> !at.isBefore(memory.createdAt()))
                            .map(at -> owner + " was forgotten here at " + at + ", and it began before");
        }

        private String foreign(String tenant) {
            return "it is of tenant " + tenant + ", and this key is of " + caller.tenant()
                    + ": ids name the tenant, so that memories stay in one of its name";
        }

        /** What is here already needs nothing; what differs is not taken. */
        private Item judged(Item item, Map<MemoryId, Memory> heads) {
            Line.State state = item.state();
            if (state == null || item.problem() != null) {
                return new Item(null, item.problem());
            }
            Memory head = heads.get(state.memory().id());
            long version = state.memory().version();
            if (head == null || head.version() < version) {
                return item;
            }
            boolean passed = state instanceof Line.Event && head.version() > version;
            return passed || head.portable().equals(state.memory().portable())
                    ? new Item(null, null)
                    : new Item(null, "it is here already and differs; what is here stands");
        }

        private Observation observation(Line.State state, long line) {
            Memory memory = state.memory();
            Origin origin = state instanceof Line.Event event
                    ? new Origin(event.log().getClass().getSimpleName(), event.hash())
                    : null;
            String before = state instanceof Line.Event event ? event.before() : null;
            // Named by the request too: what the ledger refused once may come again.
            ObservationId id = ObservationId.of(memory.tenant(), "import", memory.ref() + "\n" + begun + "\n" + line);
            return new Observation(id, memory.tenant(), caller.name(), TrustTier.ANALYST, memory.marking(), begun,
                    begun,
                    new Payload.Import(memory, before, origin, state.ownerHere(), caller.name()));
        }

        private boolean settled(Item item, Line.@Nullable State given, @Nullable CompletableFuture<?> write) {
            if (write == null) {
                lines++;
                if (item.problem() != null) {
                    refuse(given, item.problem());
                } else if (given != null) {
                    known++;
                }
                return true;
            }
            try {
                write.join();
                lines++;
                taken++;
                return true;
            } catch (CompletionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                if (isOfTheLine(cause)) {
                    lines++;
                    refuse(given, String.valueOf(cause.getMessage()));
                    return true;
                }
                told.accept(new Durable(lines, taken, known, refused));
                told.accept(new Stopped(lines + 1, "it is not durable: " + reason(cause)));
                return false;
            }
        }

        private void refuse(Line.@Nullable State given, String reason) {
            refused++;
            told.accept(new Refused(lines, given == null ? null : given.memory().id().toString(), reason));
        }

        /** Whether it would fail again: then no line after it need wait. */
        private static boolean isOfTheLine(Throwable failure) {
            return failure instanceof RecordTooLargeException || failure instanceof IllegalArgumentException
                    || failure instanceof ArithmeticException || failure instanceof DateTimeException;
        }

        private static String reason(Throwable cause) {
            return cause instanceof RejectedExecutionException
                    ? String.valueOf(cause.getMessage())
                    : cause.getClass().getSimpleName();
        }
    }
}
