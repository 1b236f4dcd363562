package dev.palimpsest.processor.topology;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.schemas.avro.ErasureStep;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import dev.palimpsest.trust.seal.SealedRecords;

/**
 * The serdes of everything that flows here.
 *
 * @param claim  seals what is somebody's own, wherever claims lie, and opens it where they are read
 * @param memory heads as they are stored
 * @param sealed what else is sealed and opened
 */
public record Contracts(RecordSerde<Observation> observation, RecordSerde<Claim> claim,
        RecordSerde<LogRecord> logRecord, RecordSerde<Memory> memory, RecordSerde<DeadLetter> deadLetter,
        RecordSerde<Memory> network, RecordSerde<ErasureStep> erasure, SealedRecords sealed) {

    /** All of them over one registry, where nothing is sealed. */
    public static Contracts over(SchemaRegistry registry) {
        return over(registry, SealedRecords.NONE);
    }

    /** All of them over one registry. */
    public static Contracts over(SchemaRegistry registry, SealedRecords sealed) {
        return new Contracts(new RecordSerde<>(Codecs.OBSERVATION, registry, Topic.OBSERVATIONS.title()),
                new RecordSerde<>(Codecs.claims(sealed::seal, sealed::open), registry, Topic.CLAIMS.title()),
                new RecordSerde<>(Codecs.MEMORY_EVENT, registry, Topic.MEMORY_LOG.title()),
                new RecordSerde<>(Codecs.MEMORY, registry, Topic.MEMORY_CURRENT.title()),
                new RecordSerde<>(Codecs.DEAD_LETTER, registry, Topic.DEAD_LETTER.title()),
                new RecordSerde<>(Codecs.MEMORY, registry, Topic.NETWORKS.title()),
                new RecordSerde<>(Codecs.ERASURE, registry, Topic.ERASURES.title()), sealed);
    }
}
