package dev.palimpsest.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.ledger.Digest;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.proof.Checkpoint;
import dev.palimpsest.memory.proof.KeyStatement;
import dev.palimpsest.memory.proof.KeySuccession;
import dev.palimpsest.memory.proof.SignedCheckpoint;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.schemas.avro.LetterResolution;
import dev.palimpsest.schemas.avro.RecallReceipt;
import dev.palimpsest.schemas.avro.RecalledVersion;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is written is read back equal, to the last microsecond and null. */
class RoundTripPropertyTest {

    private static final InMemorySchemaRegistry REGISTRY = new InMemorySchemaRegistry();

    @Property
    void shouldReadBackObservations(@ForAll long seed) {
        assertSame(Codecs.OBSERVATION, new AnyRecords(seed).observation());
    }

    @Property
    void shouldReadBackClaims(@ForAll long seed) {
        assertSame(Codecs.CLAIM, new AnyRecords(seed).claim());
    }

    @Property
    void shouldReadBackEventsOfEveryTypeWithTheirChainIntact(@ForAll long seed) {
        new AnyRecords(seed).logRecords().forEach(record -> {
            LogRecord read = assertSame(Codecs.MEMORY_EVENT, record);

            assertThat(read.isIntact()).isTrue();
        });
    }

    @Property
    void shouldReadBackMemoriesWithTheSameDigest(@ForAll long seed) {
        var memory = new AnyRecords(seed).memory();

        assertThat(Digest.of(assertSame(Codecs.MEMORY, memory))).isEqualTo(Digest.of(memory));
    }

    @Property(tries = 200)
    void shouldWriteTheSameBytesForTheSameValue(@ForAll long seed) {
        RecordSerde<?> serde = new RecordSerde<>(Codecs.MEMORY, REGISTRY, "test");

        assertThat(bytes(serde, new AnyRecords(seed).memory())).isEqualTo(bytes(serde, new AnyRecords(seed).memory()));
    }

    @Example
    void shouldReadBackWhatHasNoDomainTypeOfItsOwn() {
        Instant at = Instant.parse("2026-03-01T08:00:00.123456Z");
        ByteBuffer bytes = ByteBuffer.wrap(new byte[]{1, 2});
        assertSame(Codecs.DEAD_LETTER,
                new DeadLetter("t", 1, 2L, "ledger", "why", null, null, bytes, at, null, null, null));
        assertSame(Codecs.DEAD_LETTER,
                new DeadLetter("t", -1, -1L, "ingest", "why", "acme", bytes, null, at, "edr", "2@17",
                        new LetterResolution("2@18", "redriven", "ann", "", List.of("o"), null)));
        assertSame(Codecs.RECALL_RECEIPT,
                new RecallReceipt("id", "acme", "alice", "tlp=red pap=red", "brief", "什么?", "{}", at,
                        Map.of("0", 17L), List.of(new RecalledVersion("m", 3L, 0.25))));
    }

    @Example
    void shouldReadBackCheckpointsWithTheirKeysAsRecordsAndAsLines() {
        Instant at = Instant.parse("2026-03-01T08:00:00.123456Z");
        KeyStatement key = new KeyStatement("0a0b", at, "c".repeat(64), "0d0e");
        SignedCheckpoint checkpoint = new SignedCheckpoint(
                new Checkpoint(1, 2L, 3L, Hash.of("head"), Hash.of("root"), Hash.NONE, at, "c".repeat(64)), "0f10",
                new KeySuccession(List.of(key)), List.of(Hash.of("two"), Hash.of("one")));
        ProofLines.Reader lines = new ProofLines.Reader();

        assertSame(Codecs.CHECKPOINT, checkpoint);
        assertThat(lines.read(ProofLines.of(key))).isEmpty();
        assertThat(lines.read(ProofLines.of(checkpoint))).containsExactly(
                new SignedCheckpoint(checkpoint.body(), checkpoint.signature(), checkpoint.keys(), List.of()));
    }

    private static <T> T assertSame(AvroCodec<T> codec, T value) {
        RecordSerde<T> serde = new RecordSerde<>(codec, REGISTRY, "test");

        T read = serde.fromBytes(serde.toBytes(value));

        assertThat(read).isEqualTo(value);
        return read;
    }

    @SuppressWarnings("unchecked")
    private static <T> byte[] bytes(RecordSerde<T> serde, Object value) {
        return serde.toBytes((T) value);
    }
}
