package dev.palimpsest.query.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.access.Caller;
import dev.palimpsest.index.IndexUnavailable;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.query.audit.MemoryLog.Entry;
import dev.palimpsest.query.audit.Tail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    private static final Caller CALLER = Caller.admin(Happened.ACME, "test");
    private static final Entry FIRST = entry(0, 5, "first");
    private static final Entry SECOND = entry(1, 9, "second");
    private static final Entry THIRD = entry(0, 7, "third");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long clock;
    private boolean stopping;

    @Test
    void shouldTellEachEventWithThePlaceAfterIt() throws IOException {
        run(new Script(Map.of(0, 5L, 1, 8L)).then(FIRST, SECOND, THIRD), _ -> true, () -> Optional.of(CALLER), out);
        assertThat(blocks()).containsExactly("retry: 3000\nid: {0=5, 1=8}",
                "id: {0=6, 1=9}\ndata: first", "id: {0=6, 1=10}\ndata: second", "id: {0=8, 1=10}\ndata: third",
                "event: end\ndata: {\"reason\":\"stopping\",\"detail\":\"the service stops: go on from the last id in a few seconds\"}");
    }

    /** Each id resumes with what came after it: nothing is lost and nothing comes twice, wherever it was cut. */
    @Test
    void shouldResumeAtEachOfItsPlaces() throws IOException {
        List<Entry> all = List.of(FIRST, SECOND, THIRD);
        run(new Script(Map.of(0, 5L, 1, 8L)).then(FIRST, SECOND, THIRD), _ -> true, () -> Optional.of(CALLER), out);
        List<String> places = blocks().stream().filter(block -> block.contains("id: "))
                .map(block -> block.replaceAll("(?s).*id: (\\{[^}]*}).*", "$1")).toList();
        for (int told = 0; told < places.size(); told++) {
            Map<Integer, Long> next = new HashMap<>();
            for (String part : places.get(told).replaceAll("[{} ]", "").split(",", -1)) {
                next.put(Integer.valueOf(part.substring(0, 1)), Long.valueOf(part.substring(2)));
            }
            assertThat(all.stream().filter(entry -> entry.offset() >= next.getOrDefault(entry.partition(), 0L)))
                    .containsExactlyElementsOf(all.subList(told, all.size()));
        }
    }

    @Test
    void shouldLeaveOutWhatIsNotWantedWithoutAnId() throws IOException {
        run(new Script(Map.of(0, 5L, 1, 8L)).then(FIRST, SECOND, THIRD), entry -> !entry.equals(SECOND),
                () -> Optional.of(CALLER), out);
        assertThat(blocks()).hasSize(4).noneMatch(block -> block.contains("data: second"));
        assertThat(blocks().get(2)).isEqualTo("id: {0=8, 1=10}\ndata: third");
    }

    @Test
    void shouldSayThatItIsStillThereAndWhereItStands() throws IOException {
        Script script = new Script(Map.of(0, 5L)).then().then(entry(0, 6, "hidden"));
        script.ticks = EventStream.BEAT.toNanos() / 2;
        run(script, _ -> false, () -> Optional.of(CALLER), out);
        assertThat(blocks().get(1)).isEqualTo(":\nid: {0=7}");
        assertThat(blocks()).hasSize(3);
    }

    @Test
    void shouldEndWhereTheKeyIsRevokedOrSeesLess() throws IOException {
        for (Supplier<Optional<Caller>> now : List.<Supplier<Optional<Caller>>>of(Optional::empty,
                () -> Optional.of(Caller.admin(Happened.ACME, "another")))) {
            out.reset();
            stopping = false;
            Script script = new Script(Map.of(0, 5L)).then(FIRST).then(THIRD);
            script.ticks = EventStream.LOOK.toNanos();
            run(script, _ -> true, now, out);
            assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("third").contains("\"reason\":\"revoked\"");
        }
    }

    @Test
    void shouldCutWhoReadsTooSlowlyAndSayWhy() throws IOException {
        run(new Script(Map.of(0, 5L)).then(FIRST).then(THIRD), _ -> true, () -> Optional.of(CALLER),
                new OutputStream() {
                    @Override
                    public void write(int one) {
                        out.write(one);
                    }

                    @Override
                    public void flush() {
                        clock += out.size() > 40 ? EventStream.SLOW.toNanos() : 0;
                    }
                });
        assertThat(blocks().get(1)).endsWith("first");
        assertThat(blocks().getLast()).contains("\"reason\":\"slow\"");
        assertThat(blocks()).hasSize(3);
    }

    @Test
    void shouldEndWhereTheBrokersDoNotAnswer() throws IOException {
        Script script = new Script(Map.of(0, 5L)).then(FIRST);
        script.fails = true;
        run(script, _ -> true, () -> Optional.of(CALLER), out);
        assertThat(blocks().getLast()).contains("\"reason\":\"unavailable\"");
    }

    @Test
    void shouldSayThatItFailedSinceTheAnswerHasBegun() throws IOException {
        run(new Script(Map.of(0, 5L)).then(FIRST), _ -> {
            throw new IllegalStateException("a fault");
        }, () -> Optional.of(CALLER), out);
        assertThat(blocks().getLast()).contains("\"reason\":\"failed\"").doesNotContain("fault");
    }

    @Test
    void shouldEndBeforeWhatTheIndexHasNotHeardOf() throws IOException {
        run(new Script(Map.of(0, 5L)).then(FIRST, THIRD), entry -> {
            if (entry.equals(THIRD)) {
                throw new IndexUnavailable("behind");
            }
            return true;
        }, () -> Optional.of(CALLER), out);
        assertThat(blocks().get(1)).isEqualTo("id: {0=6}\ndata: first");
        assertThat(blocks().getLast()).contains("\"reason\":\"unavailable\"");
        assertThat(blocks()).hasSize(3);
    }

    @Test
    void shouldSayThatItIsStillThereWhileABatchIsJudgedSlowly() throws IOException {
        run(new Script(Map.of(0, 5L, 1, 8L)).then(FIRST, SECOND, THIRD), _ -> {
            clock += EventStream.BEAT.toNanos();
            return false;
        }, () -> Optional.of(CALLER), out);
        assertThat(blocks()).contains(":\nid: {0=6, 1=9}", ":\nid: {0=6, 1=10}");
    }

    @Test
    void shouldLeaveWhereTheCallerHangsUp() {
        assertThatThrownBy(() -> run(new Script(Map.of(0, 5L)).then(FIRST), _ -> true, () -> Optional.of(CALLER),
                new OutputStream() {
                    @Override
                    public void write(int one) throws IOException {
                        throw new IOException("gone");
                    }
                })).isInstanceOf(IOException.class);
    }

    private void run(Script script, Predicate<Entry> wanted, Supplier<Optional<Caller>> again, OutputStream to)
            throws IOException {
        new EventStream(new EventStream.Session(CALLER, wanted, again, () -> stopping,
                next -> new TreeMap<>(next).toString(), entry -> text(entry)), script, to, () -> clock).run();
    }

    private static Entry entry(int partition, long offset, String text) {
        return Happened.at(partition, offset, Happened.created(Happened.ACME, "ip:10.0.0.1", text, Tlp.CLEAR));
    }

    private static String text(Entry entry) {
        return ((MemoryEvent.Created) entry.record().event()).identity().key();
    }

    private List<String> blocks() {
        return List.of(out.toString(StandardCharsets.UTF_8).split("\n\n"));
    }

    /** Batches in turn; then the service stops, or the brokers fail. */
    private final class Script implements Tail {

        private final List<List<Entry>> batches = new ArrayList<>();
        private final Map<Integer, Long> place;
        private long ticks;
        private boolean fails;

        Script(Map<Integer, Long> place) {
            this.place = new HashMap<>(place);
        }

        Script then(Entry... batch) {
            batches.add(List.of(batch));
            return this;
        }

        @Override
        public List<Entry> poll(Duration most) {
            clock += ticks;
            if (batches.isEmpty()) {
                if (fails) {
                    throw new TimeoutException("no broker");
                }
                stopping = true;
                return List.of();
            }
            List<Entry> batch = batches.removeFirst();
            batch.forEach(entry -> place.put(entry.partition(), entry.offset() + 1));
            return batch;
        }

        @Override
        public Map<Integer, Long> place() {
            return Map.copyOf(place);
        }

        @Override
        public void close() {
            batches.clear();
        }
    }
}
