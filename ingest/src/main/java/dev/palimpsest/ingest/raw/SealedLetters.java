package dev.palimpsest.ingest.raw;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.schemas.codec.AvroCodec;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import dev.palimpsest.trust.seal.ForgettingPolicy;
import dev.palimpsest.trust.seal.SealedBytes;
import dev.palimpsest.trust.seal.Sealer;
import java.nio.ByteBuffer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters as they are written: what a record held that nobody could read may be anybody's, so it is sealed as its
 * tenant's. Of no tenant it is written as it came. Safe for several threads.
 */
public record SealedLetters(Sealer sealer) {

    private static final String OWNER = "tenant";

    /** Letters sealed as they are written and open as they are read; what is forgotten is read as not kept. */
    public RecordSerde<DeadLetter> serde(SchemaRegistry registry) {
        AvroCodec<DeadLetter> plain = Codecs.DEAD_LETTER;
        return new RecordSerde<>(new AvroCodec<>(plain.schema(), this::sealed, record -> open(plain.decode().apply(
                record))), registry, Topic.DEAD_LETTER.title());
    }

    private SpecificRecord sealed(DeadLetter letter) {
        String tenant = letter.getTenant();
        if (tenant == null || (letter.getKey() == null && letter.getValue() == null)) {
            return letter;
        }
        String keyId = sealer.vault().keyFor(new TenantId(tenant), new Subject(OWNER, tenant),
                ForgettingPolicy.LETTERS, letter.getAt());
        return with(letter, sealed(letter.getKey(), keyId), sealed(letter.getValue(), keyId));
    }

    private DeadLetter open(DeadLetter letter) {
        return letter.getTenant() == null // was never sealed, whatever it looks like
                ? letter
                : with(letter, open(letter.getKey()), open(letter.getValue()));
    }

    private static DeadLetter with(DeadLetter letter, @Nullable ByteBuffer key, @Nullable ByteBuffer value) {
        return DeadLetter.newBuilder(letter).setKey(key).setValue(value).build();
    }

    private @Nullable ByteBuffer sealed(@Nullable ByteBuffer bytes, String keyId) {
        return bytes == null ? null : new SealedBytes(sealer).seal(bytes, keyId);
    }

    private @Nullable ByteBuffer open(@Nullable ByteBuffer stored) {
        return stored == null ? null : new SealedBytes(sealer).open(stored).orElse(null);
    }
}
