package dev.palimpsest.query.audit;

import dev.palimpsest.access.Caller;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.schemas.avro.LetterResolution;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.letter.LetterId;
import dev.palimpsest.schemas.letter.LetterState;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import dev.palimpsest.trust.seal.SealedBytes;
import dev.palimpsest.trust.seal.Sealer;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** What could not be worked on, read from the brokers and opened as far as keys are there. Safe for several threads. */
public final class DeadLetterReading {

    private final TopicReading reading;
    private final RecordSerde<DeadLetter> serde;
    private final SealedBytes sealed;

    public DeadLetterReading(TopicReading reading, SchemaRegistry registry, Sealer sealer) {
        this.sealed = new SealedBytes(sealer);
        this.reading = reading;
        this.serde = new RecordSerde<>(Codecs.DEAD_LETTER, registry, Topic.DEAD_LETTER.title());
    }

    /**
     * A letter.
     *
     * @param resolution what became of it; null while it is open
     * @param resolvedAt when; null while it is open
     * @param erased     whether it held something whose key is destroyed: its value is null then
     */
    public record Letter(LetterId id, DeadLetter content, @Nullable LetterResolution resolution,
            @Nullable Instant resolvedAt, boolean erased) {

        /** As it is written. */
        Letter(LetterId id, DeadLetter content, @Nullable LetterResolution resolution, @Nullable Instant resolvedAt) {
            this(id, content, resolution, resolvedAt, false);
        }

        /** As it may be read. Where no tenant is known nothing was sealed, whatever it looks like. */
        public Letter open(SealedBytes sealed) {
            ByteBuffer value = content.getValue();
            if (content.getTenant() == null || value == null) {
                return this;
            }
            ByteBuffer opened = sealed.open(value).orElse(null);
            return new Letter(id, DeadLetter.newBuilder(content).setValue(opened).build(), resolution, resolvedAt,
                    opened == null);
        }

        /** Where it stands. */
        public LetterState state() {
            return LetterState.after(resolution);
        }
    }

    /**
     * The tenant's latest letters, latest first. Letters of which the tenant is not known are the operator's.
     *
     * @param since set aside at or after
     * @param state only those that stand so; null for all
     * @param max   at most so many
     */
    public List<Letter> latest(TenantId tenant, Instant since, @Nullable LetterState state, int max) {
        LatestLetters latest = new LatestLetters(state, max);
        reading.read(Topic.DEAD_LETTER, null, since, record -> {
            try {
                DeadLetter content = serde.fromBytes(record.value());
                String owner = Objects.requireNonNullElse(content.getTenant(), Caller.OPERATOR.value());
                if (tenant.value().equals(owner)) {
                    latest.take(new LetterId(record.partition(), record.offset()), content);
                }
            } catch (SerializationException e) {
                // of a version that is not known here
            }
            return true;
        });
        return latest.inOrder().stream().map(letter -> letter.open(sealed)).toList();
    }
}
