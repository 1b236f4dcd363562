package dev.palimpsest.local.system;

import dev.palimpsest.local.stack.OnSharedStack;
import dev.palimpsest.peers.Brokers;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.index.embed.BilingualEmbedder;
import dev.palimpsest.index.opensearch.IndexConfig;
import dev.palimpsest.index.opensearch.OpenSearchMemoryWriter;
import dev.palimpsest.local.rerun.Rollbacks;
import dev.palimpsest.local.rerun.SideIndex;
import dev.palimpsest.local.rerun.Silence;
import dev.palimpsest.local.rerun.TwoRuns;
import dev.palimpsest.local.rerun.TwoRuns.Run;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.processor.extract.Extraction;
import dev.palimpsest.processor.rerun.Influence;
import dev.palimpsest.processor.rerun.RollbackPlan;
import dev.palimpsest.processor.topology.MemoryTopologyConfig;
import dev.palimpsest.query.audit.KeptObservations;
import dev.palimpsest.query.audit.LogHeads;
import dev.palimpsest.query.audit.MemoryLog;
import dev.palimpsest.query.audit.TopicReading;
import dev.palimpsest.query.recall.Receipt;
import dev.palimpsest.query.recall.ReceiptId;
import dev.palimpsest.query.recall.ReceiptLog;
import dev.palimpsest.query.recall.SealedReceipts;
import dev.palimpsest.trust.seal.BorrowedKeys;
import dev.palimpsest.trust.seal.SealedRecords;
import dev.palimpsest.trust.seal.Sealer;
import dev.palimpsest.schemas.ObservationLog;
import dev.palimpsest.schemas.registry.HttpSchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A feed turns out to be poisoned: exactly what it made of the memory is taken out, and the answers it touched are named. */
@OnSharedStack
@ExtendWith(SystemExtension.class)
class RollbackIT {

    private static final String POISONED = "poisoned";
    private static final String CLEAN = "clean";
    private static final String LIAR = "liar";

    private static TestSystem system;

    @BeforeAll
    static void take(TestSystem given) {
        system = given;
    }

    @Test
    void shouldTakeOutExactlyWhatAPoisonedFeedMadeOfTheMemory() throws Exception {
        List.of(POISONED, CLEAN).forEach(this::honestWords);
        String before = search();
        LogHeads known = heads(Instant.now());
        Instant since = Instant.now();
        lies();
        List.of(POISONED, CLEAN).forEach(tenant -> contact(tenant, 20));
        List.of(POISONED, CLEAN).forEach(tenant -> system.play(tenant).settle(TestSystem.SIGHTING_WINDOW));
        assertThat(told(POISONED)).isNotEqualTo(told(CLEAN)).anyMatch(text -> text.contains("Lie"));
        String touched = search();
        TestSystem.await("the receipt is kept", () -> isKept(touched));

        Rollbacks.Outcome outcome = rollBack(since);
        Influence influence = outcome.first();
        system.play(POISONED).settle(TestSystem.SIGHTING_WINDOW);

        assertThat(outcome.applied()).isEqualTo(influence.changes().size()).isPositive();
        assertThat(outcome.open()).isZero();
        assertThat(told(POISONED)).isEqualTo(told(CLEAN)).noneMatch(text -> text.contains("Lie"));
        assertThat(receipts(influence, since)).contains(touched).doesNotContain(before);
        assertThat(compare(since).unheard()).isZero();
        assertThat(system.api(POISONED).get("/api/v1/verify").path("agrees").asBoolean()).isTrue();
        rebuilds(known);
    }

    /** The memory of an earlier instant in an index of its own, as if the writing had been interrupted once. */
    private void rebuilds(LogHeads known) {
        IndexConfig config = IndexConfig.at(system.stack().search())
                .withAlias(SideIndex.alias(new TenantId(POISONED), "before"));
        try (BilingualEmbedder embedder = BilingualEmbedder.bundled();
                OpenSearchMemoryWriter writer = new OpenSearchMemoryWriter(config, embedder)) {
            writer.ensureIndex();
            writer.write(known.heads().values().stream().limit(2).toList());

            SideIndex.Filled filled = new SideIndex(writer, new TenantId(POISONED)).fill(known, _ -> {});

            assertThat(filled.agrees()).isTrue();
            assertThat(filled.written()).isEqualTo(filled.memories() - 2);
            assertThat(writer.isThere()).isTrue();
            writer.deleteIndex();
            assertThat(writer.isThere()).isFalse();
        }
    }

    private void honestWords(String tenant) {
        list(tenant, "honest", "203.0.113.9,Cobalt Strike\n203.0.113.10,Sliver\n");
        contact(tenant, 0);
        JsonNode said = system.api(tenant).post("/api/v1/memories?wait=true", Map.of("user", "dora", "messages",
                List.of(Map.of("role", "user", "content", "I often handle Sliver cases. I watch 203.0.113.10.")))); // sealed, and heard in both runs
        assertThat(said.path("observations")).as(said.toString()).isNotEmpty();
    }

    /** Lists an innocent address, calls a known one something else, and a third one nobody met. */
    private void lies() {
        list(POISONED, LIAR, "198.51.100.7,Lie\n203.0.113.9,Lie\n192.0.2.99,Lie\n");
    }

    private void list(String tenant, String caller, String rows) {
        JsonNode taken = system.ingest(tenant, caller).post("/v1/intelligence?source=list",
                ("value,malware\n" + rows).getBytes(StandardCharsets.UTF_8));
        assertThat(taken.path("refused").asInt()).as(taken.toString()).isZero();
    }

    private void contact(String tenant, int from) {
        StringBuilder lines = new StringBuilder();
        List<String> met = List.of("203.0.113.9", "203.0.113.10", "198.51.100.7");
        for (int i = 0; i < met.size(); i++) {
            lines.append("""
                    {"_path":"conn","ts":"2026-11-20T10:%02d:00.000000Z","uid":"CR%08d","id.orig_h":"10.9.1.5",\
                    "id.orig_p":40000,"id.resp_h":"%s","id.resp_p":443,"proto":"tcp","conn_state":"SF"}
                    """.formatted(from + i, from + i, met.get(i)));
        }
        system.ingest(tenant).post("/v1/events?source=zeek", lines.toString().getBytes(StandardCharsets.UTF_8));
        system.play(tenant).settle(TestSystem.SIGHTING_WINDOW);
    }

    /** What a tenant's current memories say, and how often. */
    private SortedSet<String> told(String tenant) {
        SortedSet<String> told = new TreeSet<>();
        system.api(tenant).get("/api/v1/memories?limit=100").path("memories")
                .forEach(memory -> told.add(memory.path("subject").asText() + " " + memory.path("text").asText() + " "
                        + memory.path("count") + memory.path("sources") + memory.path("trust")));
        return told;
    }

    private String search() {
        return system.api(POISONED).post("/api/v1/memories/search", Map.of("query", "contact with 203.0.113.9"))
                .path("receipt").asText();
    }

    private boolean isKept(String receipt) {
        return receipts().find(new TenantId(POISONED), ReceiptId.parse(receipt))
                .isPresent();
    }

    private TwoRuns.Comparison compare(Instant since) {
        Run all = new Run(Extraction.STANDARD::claims, null);
        Run without = new Run(Extraction.STANDARD::claims, new Silence(LIAR, since, Instant.MAX));
        return new TwoRuns(kept(), new TenantId(POISONED), MemoryTopologyConfig.DEFAULT, Instant.EPOCH, sealed())
                .compare(all,
                        without, _ -> {});
    }

    private Rollbacks.Outcome rollBack(Instant since) throws InterruptedException {
        try (ObservationLog log = ObservationLog.on(Brokers.at(system.stack().kafkaBootstrap()), registry(),
                system.admission().open().paced())) {
            return new Rollbacks(kept(), new TenantId(POISONED), log, InstantSource.system()).apply(
                    new RollbackPlan(LIAR, since, "it lies", "auditor"), () -> compare(since));
        }
    }

    private List<String> receipts(Influence influence, Instant since) {
        Map<MemoryId, Long> versions = new MemoryLog(reading(), registry(), sealed()).firstVersionsBy(
                new TenantId(POISONED), LIAR, since,
                influence.changes().stream().map(change -> change.any().id()).collect(Collectors.toSet()));
        return receipts().showing(new TenantId(POISONED), versions, since).stream().map(Receipt::id)
                .map(Object::toString).toList();
    }

    private LogHeads heads(Instant instant) {
        return LogHeads.until(new MemoryLog(reading(), registry(), sealed()), new TenantId(POISONED), instant, _ -> {});
    }

    private ReceiptLog receipts() {
        return new ReceiptLog(reading(), registry(), new SealedReceipts(system.admission().sealer()));
    }

    private SealedRecords sealed() {
        return new SealedRecords(new Sealer(BorrowedKeys.in(system.admission().keys())));
    }

    private KeptObservations kept() {
        return new KeptObservations(reading(), registry());
    }

    private TopicReading reading() {
        return new TopicReading(Brokers.at(system.stack().kafkaBootstrap()));
    }

    private HttpSchemaRegistry registry() {
        return new HttpSchemaRegistry(system.registry());
    }
}
