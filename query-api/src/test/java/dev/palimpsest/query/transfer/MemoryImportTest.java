package dev.palimpsest.query.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.access.Caller;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim.Import;
import dev.palimpsest.memory.ledger.Decision;
import dev.palimpsest.memory.ledger.Digest;
import dev.palimpsest.memory.ledger.EventHeader;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.query.audit.MemoryLog;
import dev.palimpsest.query.audit.SampleLog;
import dev.palimpsest.query.transfer.Acknowledgement.Durable;
import dev.palimpsest.query.transfer.Acknowledgement.End;
import dev.palimpsest.query.transfer.Acknowledgement.Refused;
import dev.palimpsest.query.transfer.Acknowledgement.Stopped;
import dev.palimpsest.query.transfer.Line.Scope;
import dev.palimpsest.query.transfer.MemoryExport.Wish;
import dev.palimpsest.trust.seal.Sealer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.api.Test;

/** The lines of an export are brought to a stack that has nothing, of which the ledger is real. */
class MemoryImportTest {

    private static final SampleLog LOG = SampleLog.random(11, 400);
    private static final Caller ADMIN = Caller.admin(SampleLog.ACME, "admin");
    private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");

    private final Heap here = new Heap();
    private final MemoryImport imports = new MemoryImport(here, () -> NOW);

    @ParameterizedTest
    @EnumSource(Scope.class)
    void shouldComeToTheSameDigest(Scope versions) throws IOException {
        String lines = exported(versions);

        List<Acknowledgement> told = sent(lines);

        Line.End end = (Line.End) MemoryLines.parse(lines.lines().reduce((_, last) -> last).orElseThrow());
        assertThat(here.digest()).isEqualTo(end.digest());
        assertThat(told.getLast()).isInstanceOfSatisfying(End.class, last -> {
            assertThat(last.lines()).isEqualTo(lines.lines().count());
            assertThat(last.taken()).isEqualTo(versions == Scope.ALL ? end.events() : end.memories());
            assertThat(last.refused()).isZero();
        });
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    void shouldChangeNothingTheSecondTime(Scope versions) throws IOException {
        String lines = exported(versions);
        long states = lines.lines().map(MemoryLines::parse).filter(Line.State.class::isInstance).count();
        List<Acknowledgement> _ = sent(lines);
        String digest = here.digest();

        assertThat(sent(lines).getLast()).isEqualTo(new End(lines.lines().count(), 0, states, 0));
        assertThat(here.digest()).isEqualTo(digest);
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    void shouldTakeWhatCameAfterWhatIsErased(Scope versions) throws IOException {
        Memory any = here.any();
        Memory purged = about(any, Subject.parse("host:dc01"));
        Memory never = about(any, Subject.parse("host:dc02"));
        Content.Sealed gone = Content.Sealed.gone("key");
        String lines = exported(versions, List.of(created(any, gone), created(purged, Content.Plain.of("a")),
                new MemoryEvent.Reinforced(header(any, 2), any.occurrences(), 0.5),
                new MemoryEvent.Revised(header(any, 3), fact(any, Content.Plain.of("anew"))),
                new MemoryEvent.Erased(header(purged, 2), "r"), created(never, gone),
                new MemoryEvent.Reinforced(header(any, 4), any.occurrences(), 0.7)));

        List<Acknowledgement> told = sent(lines);

        Line.End end = (Line.End) MemoryLines.parse(lines.lines().reduce((_, last) -> last).orElseThrow());
        assertThat(told.getLast()).isEqualTo(new End(lines.lines().count(), versions == Scope.ALL ? 4 : 3, 0, 0));
        assertThat(here.digest()).isEqualTo(end.digest());
        assertThat(Objects.requireNonNull(here.heads.get(any.id())).content()).isEqualTo(Content.Plain.of("anew"));
    }

    @Test
    void shouldRefuseByLineWhatItCannotTake() throws IOException {
        String head = exported(Scope.CURRENT).lines().filter(line -> line.contains("\"type\":\"memory\"")).findFirst()
                .orElseThrow();
        Line.Head read = (Line.Head) MemoryLines.parse(head);
        Memory memory = read.memory();
        List<Acknowledgement> _ = sent(head);

        List<Acknowledgement> told = sent(String.join("\n", "no line", "", head.replace("\"acme\"", "\"other\""),
                MemoryLines.text(new Line.Head(false, null, false, memory.saying(Content.Plain.of("else")))),
                MemoryLines.text(new Line.Begin(99, SampleLog.ACME, Scope.ALL, NOW)),
                "x".repeat(BoundedLines.BYTES_MAX + 1), head));

        assertThat(told).filteredOn(Refused.class::isInstance).extracting(one -> ((Refused) one).line())
                .containsExactly(1L, 3L, 4L, 5L, 6L);
        assertThat(told).filteredOn(Refused.class::isInstance).map(one -> ((Refused) one).reason())
                .satisfiesExactly(reason -> assertThat(reason).contains("no line of an export"),
                        reason -> assertThat(reason).contains("tenant other"),
                        reason -> assertThat(reason).contains("differs"),
                        reason -> assertThat(reason).contains("form 99"),
                        reason -> assertThat(reason).contains("at most"));
        assertThat(told.getLast()).isEqualTo(new End(7, 0, 1, 5));
    }

    @Test
    void shouldRefuseByLineWhatAnotherMayHaveWrittenIntoTheFile() throws IOException {
        Memory memory = here.any();
        String good = MemoryLines.text(new Line.Head(false, null, false, memory));

        List<Acknowledgement> told = sent(String.join("\n",
                MemoryLines.text(new Line.Head(true, null, false,
                        memory.saying(Content.Plain.of("mine").under("0123456789abcdef0123456789abcdef.1")))),
                MemoryLines.text(new Line.Head(true, null, false,
                        memory.saying(new Content.Sealed("0123456789abcdef0123456789abcdef.1", "a", "b")))),
                good.replaceFirst("\"status\":\"[A-Z]+\",", ""),
                good.replaceFirst("\"id\":\"[^\"]+\"", "\"id\":\"1b6f3d5e-5d3c-8f1e-9a3b-3f3f3f3f3f3f\""),
                good.replaceFirst("\"version\":[0-9]+", "\"version\":0"),
                good.replaceFirst("\"sealed\":false,", ""),
                good.replaceFirst("\"evidence\":\\[.*?\\],", "\"evidence\":[],"),
                good.replaceFirst("\"updatedAt\":\"[^\"]+\"", "\"updatedAt\":\"2099-01-01T00:00:00Z\""), good));

        assertThat(told).filteredOn(Refused.class::isInstance).map(one -> ((Refused) one).reason())
                .satisfiesExactly(reason -> assertThat(reason).contains("under a key"),
                        reason -> assertThat(reason).contains("under a key"),
                        reason -> assertThat(reason).contains("it has no memory.status"),
                        reason -> assertThat(reason).contains("its id is not that"),
                        reason -> assertThat(reason).contains("version 0"),
                        reason -> assertThat(reason).contains("sealed is not true or false"),
                        reason -> assertThat(reason).contains("it rests on no record"),
                        reason -> assertThat(reason).contains("later than it is here now"));
        assertThat(told.getLast()).isEqualTo(new End(9, 1, 0, 8));
    }

    @Test
    void shouldLeaveForgottenWhoIsForgottenHere() throws IOException {
        Memory memory = here.any();
        Subject owner = memory.subject();
        String line = MemoryLines.text(new Line.Head(true, owner, false, memory));
        String words = MemoryLines.text(new Line.Head(true, owner, true,
                memory.saying(Content.Sealed.gone("key")).portable()));

        here.forgotten.put(owner, memory.createdAt());
        List<Acknowledgement> told = sent(line);
        List<Acknowledgement> without = sent(words);
        here.forgotten.put(owner, memory.createdAt().minusSeconds(1));
        here.heads.clear();
        List<Acknowledgement> after = sent(line);

        assertThat(told.getFirst()).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.reason()).contains(owner + " was forgotten here"));
        assertThat(without.getLast()).isEqualTo(new End(1, 1, 0, 0));
        assertThat(after.getLast()).isEqualTo(new End(1, 1, 0, 0));
    }

    @Test
    void shouldRefuseTheLineThatCanNeverBeWrittenAndGoOn() throws IOException {
        List<String> lines = exported(Scope.CURRENT).lines().toList();
        here.poison = 3;

        List<Acknowledgement> told = sent(String.join("\n", lines));

        assertThat(told).filteredOn(Refused.class::isInstance).hasSize(1);
        assertThat(told.getLast()).isInstanceOf(End.class);
    }

    @Test
    void shouldKeepWhatIsOfAPersonUnderTheirKeyWhateverTheLineSays() {
        Memory alices = about(here.any(), Subject.parse("user:alice"));

        assertThat(new Line.Head(false, null, false, alices).ownerHere()).isEqualTo(alices.subject());
        assertThat(new Line.Head(true, Subject.parse("user:bob"), false, alices).ownerHere())
                .isEqualTo(alices.subject());
    }

    @Test
    void shouldSayFromWhichLineOnNothingCanBeReliedOn() throws IOException {
        List<String> lines = exported(Scope.CURRENT).lines().toList();
        here.fails = 5;

        List<Acknowledgement> told = sent(String.join("\n", lines));
        assertThat(told.getLast()).isInstanceOf(Stopped.class);
        long line = ((Stopped) told.getLast()).line();
        here.fails = -1;
        List<Acknowledgement> rest = sent(String.join("\n", lines.subList((int) line - 1, lines.size())));

        assertThat(line).isBetween(5L, 10L);
        assertThat(rest.getLast()).isInstanceOf(End.class);
        assertThat(here.heads).hasSize((int) lines.stream().filter(one -> one.contains("\"type\":\"memory\"")).count());
    }

    @Test
    void shouldTellWhatIsDurableWhileMoreComes() throws IOException {
        String head = exported(Scope.CURRENT).lines().filter(line -> line.contains("\"type\":\"memory\"")).findFirst()
                .orElseThrow();

        List<Acknowledgement> told = sent((head + "\n").repeat(2 * MemoryImport.WINDOW + 1));

        assertThat(told).filteredOn(Durable.class::isInstance).extracting(one -> ((Durable) one).through())
                .containsExactly((long) MemoryImport.WINDOW, 2L * MemoryImport.WINDOW, 2L * MemoryImport.WINDOW + 1);
    }

    @Test
    void shouldSealWhatIsSomebodysEvenWhereNobodyKnowsWhose() throws IOException {
        Memory memory = about(here.any(), Subject.parse("host:dc01"));

        List<Acknowledgement> _ = sent(MemoryLines.text(new Line.Head(true, null, false, memory)));

        assertThat(here.written).singleElement().extracting(one -> ((Payload.Import) one.payload()).owner())
                .isEqualTo(Subject.parse("tenant:acme"));
    }

    private static Memory about(Memory any, Subject subject) {
        return new Memory(MemoryId.of(any.tenant(), subject, any.kind(), any.identity()), any.tenant(), subject,
                any.kind(), any.identity(), any.version(), any.status(), any.content(), any.valid(), any.occurrences(),
                any.confidence(), any.trust(), any.marking(), any.support(), any.evidence(), any.derivedFrom(),
                any.createdAt(), any.updatedAt());
    }

    private List<Acknowledgement> sent(String lines) throws IOException {
        List<Acknowledgement> told = new ArrayList<>();
        imports.run(ADMIN, new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), told::add);
        return told;
    }

    private static MemoryEvent.Created created(Memory of, Content content) {
        return new MemoryEvent.Created(header(of, 1), of.identity(), fact(of, content));
    }

    private static MemoryEvent.Fact fact(Memory of, Content content) {
        return new MemoryEvent.Fact(content, of.occurrences(), 0.5, List.of());
    }

    private static EventHeader header(Memory of, long version) {
        return new EventHeader(of.tenant(), of.subject(), of.id(), of.kind(), version, of.valid(),
                of.updatedAt().plusSeconds(version), of.evidence(), of.trust(), of.marking());
    }

    private static String exported(Scope versions, List<MemoryEvent> events) {
        return exported(versions, (to, each) -> {
            if (to.containsKey(0)) {
                events.forEach(event -> each.accept(new MemoryLog.Entry(0, 0, LogRecord.chain(Hash.NONE, event))));
            }
        });
    }

    private static String exported(Scope versions) {
        return exported(versions, LOG::readTo);
    }

    private static String exported(Scope versions,
            BiConsumer<Map<Integer, Long>, Consumer<MemoryLog.Entry>> log) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Map<Integer, Long> ends = Map.of(0, Long.MAX_VALUE, 1, Long.MAX_VALUE, 2, Long.MAX_VALUE);
        MemoryExport export = new MemoryExport(new MemoryExport.Source() {
            @Override
            public Map<Integer, Long> ends() {
                return ends;
            }

            @Override
            public void readTo(Map<Integer, Long> to, Consumer<MemoryLog.Entry> each) {
                log.accept(to, each);
            }
        }, Sealer.none().vault(), 1000);
        export.write(new Wish(SampleLog.ACME, versions, Set.of()), ends, open -> open.keySet().toString(), NOW, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** A stack on the heap: what is written is decided at once. */
    private static final class Heap implements MemoryImport.Here {

        private final Map<MemoryId, Memory> heads = new HashMap<>();
        private final List<Observation> written = new ArrayList<>();
        private final Map<Subject, Instant> forgotten = new HashMap<>();
        private int fails = -1;
        private int poison = -1;

        @Override
        public CompletableFuture<?> write(Observation observation) {
            if (fails == 0) {
                return CompletableFuture.failedFuture(new RejectedExecutionException("too fast"));
            }
            fails--;
            if (poison == 0) {
                poison--;
                return CompletableFuture.failedFuture(new IllegalArgumentException("no record can hold it"));
            }
            poison--;
            written.add(observation);
            Payload.Import line = (Payload.Import) observation.payload();
            Memory state = line.memory();
            Decision decision = Ledger.decide(heads.get(state.id()), new Import(observation.tenant(), state.subject(),
                    state, line.before(), line.origin(), TrustTier.ANALYST, observation.marking(),
                    List.of(new Evidence(observation.id().value(), "admin", "observations", 0, 1, null,
                            new Extractor("commands", 1))),
                    null), NOW);
            if (decision instanceof Decision.Append append) {
                heads.put(state.id(), Ledger.apply(heads.get(state.id()), append.event()));
            } else if (decision instanceof Decision.Refused refused) {
                throw new AssertionError(refused + " of " + state.ref());
            }
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public Map<MemoryId, Memory> heads(Caller caller, List<MemoryId> memories) {
            Map<MemoryId, Memory> known = new HashMap<>(heads);
            known.keySet().retainAll(memories);
            return known;
        }

        @Override
        public Optional<Instant> forgotten(Caller caller, Subject owner) {
            return Optional.ofNullable(forgotten.get(owner));
        }

        private Memory any() {
            return LOG.heads().stream().filter(one -> one.tenant().equals(new TenantId("acme"))).findFirst()
                    .orElseThrow();
        }

        private String digest() {
            return heads.values().stream().map(Digest::of).reduce(Digest.EMPTY, Digest::plus).hex();
        }
    }
}
