package dev.palimpsest.schemas.codec;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.proof.SignedCheckpoint;
import dev.palimpsest.schemas.avro.Checkpoint;
import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.schemas.avro.ErasureStep;
import dev.palimpsest.schemas.avro.MemoryEvent;
import dev.palimpsest.schemas.avro.RecallReceipt;
import dev.palimpsest.schemas.avro.Setting;
import java.util.function.UnaryOperator;

/** Every contract there is. */
public final class Codecs {

    public static final AvroCodec<Observation> OBSERVATION = AvroCodec.of(dev.palimpsest.schemas.avro.Observation.class,
            dev.palimpsest.schemas.avro.Observation.SCHEMA$, ObservationMapping::encode, ObservationMapping::decode);

    public static final AvroCodec<Claim> CLAIM = AvroCodec.of(dev.palimpsest.schemas.avro.Claim.class,
            dev.palimpsest.schemas.avro.Claim.SCHEMA$, ClaimMapping::encode, ClaimMapping::decode);

    public static final AvroCodec<LogRecord> MEMORY_EVENT = AvroCodec.of(MemoryEvent.class, MemoryEvent.SCHEMA$,
            MemoryEventMapping::encode, MemoryEventMapping::decode);

    public static final AvroCodec<Memory> MEMORY = AvroCodec.of(dev.palimpsest.schemas.avro.Memory.class,
            dev.palimpsest.schemas.avro.Memory.SCHEMA$, MemoryMapping::encode, MemoryMapping::decode);

    public static final AvroCodec<RecallReceipt> RECALL_RECEIPT = AvroCodec.plain(RecallReceipt.class,
            RecallReceipt.SCHEMA$);

    public static final AvroCodec<SignedCheckpoint> CHECKPOINT = AvroCodec.of(Checkpoint.class, Checkpoint.SCHEMA$,
            CheckpointMapping::encode, CheckpointMapping::decode);

    public static final AvroCodec<DeadLetter> DEAD_LETTER = AvroCodec.plain(DeadLetter.class, DeadLetter.SCHEMA$);

    public static final AvroCodec<Setting> SETTING = AvroCodec.plain(Setting.class, Setting.SCHEMA$);
    public static final AvroCodec<ErasureStep> ERASURE = AvroCodec.plain(ErasureStep.class, ErasureStep.SCHEMA$);

    private Codecs() {}

    /**
     * Claims that are sealed on their way to where they are decided.
     *
     * @param seal before they are written
     * @param open after they are read
     */
    public static AvroCodec<Claim> claims(UnaryOperator<Claim> seal, UnaryOperator<Claim> open) {
        return new AvroCodec<>(CLAIM.schema(), claim -> CLAIM.encode().apply(seal.apply(claim)),
                record -> open.apply(CLAIM.decode().apply(record)));
    }
}
