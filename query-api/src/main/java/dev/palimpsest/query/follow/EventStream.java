package dev.palimpsest.query.follow;

import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.index.IndexUnavailable;
import dev.palimpsest.query.audit.MemoryLog.Entry;
import dev.palimpsest.query.audit.Tail;
import dev.palimpsest.schemas.registry.RegistryException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a caller what happens, as server-sent events. It reads the log no faster than the caller reads it: nothing waits here but the
 * batch at hand. For one thread.
 */
public final class EventStream {

    /** How often a quiet stream says that it is still there. */
    static final Duration BEAT = Duration.ofSeconds(15);
    /** How long a batch may take to be read by the caller. */
    static final Duration SLOW = Duration.ofSeconds(20);
    /** How often the credential is asked for again. */
    static final Duration LOOK = Duration.ofSeconds(1);

    private static final Duration POLL = Duration.ofMillis(500);

    private static final Logger LOGGER = LoggerFactory.getLogger(EventStream.class);

    private final Session session;
    private final Tail tail;
    private final OutputStream out;
    private final LongSupplier nanos;
    private long lookedAt;
    private long wroteAt;
    private long writing;

    /**
     * Who listens, and to what.
     *
     * @param wanted   what is told of what may be told
     * @param again    whom the credential lets in now
     * @param stopping whether the service stops
     * @param place    a place of the log in the words of this caller
     * @param told     an event as one line of JSON
     */
    public record Session(Caller caller, Predicate<Entry> wanted, Supplier<Optional<Caller>> again,
            BooleanSupplier stopping, Function<Map<Integer, Long>, String> place,
            Function<Entry, String> told) {}

    /** Why a stream ends, in the words of its last event. */
    private enum End {
        STOPPING("the service stops: go on from the last id in a few seconds"), REVOKED(
                "this key is no longer good, or no longer for the same"), SLOW(
                        "events were read too slowly: go on from the last id"), UNAVAILABLE(
                                "the log or the index does not answer now: go on from the last id in a few seconds"), FAILED(
                                        "the service failed here, and its log has why");

        private final String detail;

        End(String detail) {
            this.detail = detail;
        }

        String block() {
            return "event: end\ndata: {\"reason\":\"" + name().toLowerCase(Locale.ROOT) + "\",\"detail\":\""
                    + detail + "\"}\n\n";
        }
    }

    /**
     * A stream that has not begun.
     *
     * @param nanos a clock that never goes back
     */
    public EventStream(Session session, Tail tail, OutputStream out, LongSupplier nanos) {
        this.session = session;
        this.tail = tail;
        this.out = out;
        this.nanos = nanos;
    }

    /**
     * Tells until the caller hangs up or there is a reason to end.
     *
     * @throws IOException where the caller is gone
     */
    public void run() throws IOException {
        lookedAt = nanos.getAsLong();
        End end;
        try {
            write("retry: 3000\nid: " + session.place().apply(tail.place()) + "\n\n");
            flush();
            do {
                end = told(tail.poll(POLL));
            } while (end == null);
        } catch (KafkaException | IndexUnavailable | RegistryException | Refusal e) {
            end = End.UNAVAILABLE;
        } catch (RuntimeException e) { // the answer has begun: no problem can be answered any more
            LOGGER.atError().setCause(e).log("a stream of events failed");
            end = End.FAILED;
        }
        write(end.block());
        flush();
    }

    private @Nullable End told(List<Entry> batch) throws IOException {
        writing = 0;
        if (!batch.isEmpty()) {
            Map<Integer, Long> place = before(batch);
            for (Entry entry : batch) {
                End end = end();
                if (end != null) {
                    return end;
                }
                place.put(entry.partition(), entry.offset() + 1);
                if (session.wanted().test(entry)) {
                    write("id: " + session.place().apply(place) + "\ndata: " + session.told().apply(entry) + "\n\n");
                }
                beat(place);
            }
        }
        beat(tail.place());
        flush();
        return end();
    }

    /** Also between events that are not told, each of which may take a while to be judged. */
    private void beat(Map<Integer, Long> place) throws IOException {
        if (nanos.getAsLong() - wroteAt >= BEAT.toNanos()) {
            write(":\nid: " + session.place().apply(place) + "\n\n");
            flush();
        }
    }

    /** Where all partitions stood before a batch: where they stand now, but for those that it moved. */
    private Map<Integer, Long> before(List<Entry> batch) {
        Map<Integer, Long> place = new HashMap<>(tail.place());
        batch.reversed().forEach(entry -> place.put(entry.partition(), entry.offset()));
        return place;
    }

    private @Nullable End end() {
        if (session.stopping().getAsBoolean()) {
            return End.STOPPING;
        }
        if (writing >= SLOW.toNanos()) {
            return End.SLOW;
        }
        long now = nanos.getAsLong();
        if (now - lookedAt >= LOOK.toNanos()) {
            lookedAt = now;
            return session.again().get().filter(session.caller()::equals).isPresent() ? null : End.REVOKED;
        }
        return null;
    }

    private void write(String block) throws IOException {
        long begun = nanos.getAsLong();
        out.write(block.getBytes(StandardCharsets.UTF_8));
        wroteAt = nanos.getAsLong();
        writing += wroteAt - begun;
    }

    private void flush() throws IOException {
        long begun = nanos.getAsLong();
        out.flush();
        writing += nanos.getAsLong() - begun;
    }
}
