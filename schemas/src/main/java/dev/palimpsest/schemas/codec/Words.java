package dev.palimpsest.schemas.codec;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Origin;
import dev.palimpsest.memory.Span;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.schemas.avro.IdentityForm;
import dev.palimpsest.schemas.avro.PlainContent;
import dev.palimpsest.schemas.avro.SealedContent;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The vocabulary's small types, which every contract is made of. */
final class Words {

    private Words() {}

    /** The constant of the same name; a symbol this version does not know was already replaced by its default. */
    static <E extends Enum<E>> E same(Class<E> type, Enum<?> other) {
        return Enum.valueOf(type, other.name());
    }

    static List<dev.palimpsest.schemas.avro.Evidence> evidence(List<Evidence> evidence) {
        return evidence.stream().map(Words::evidence).toList();
    }

    static List<Evidence> evidenceOf(List<dev.palimpsest.schemas.avro.Evidence> evidence) {
        return evidence.stream().map(Words::evidenceOf).toList();
    }

    private static dev.palimpsest.schemas.avro.Evidence evidence(Evidence from) {
        Span span = from.span();
        return new dev.palimpsest.schemas.avro.Evidence(from.observation(), from.source(), from.topic(),
                from.partition(),
                from.offset(),
                span == null ? null : new dev.palimpsest.schemas.avro.Span(span.field(), span.start(), span.end()),
                new dev.palimpsest.schemas.avro.Extractor(from.extractor().name(), from.extractor().version()));
    }

    private static Evidence evidenceOf(dev.palimpsest.schemas.avro.Evidence from) {
        dev.palimpsest.schemas.avro.@Nullable Span span = from.getSpan();
        return new Evidence(from.getObservation(), from.getSource(), from.getTopic(), from.getPartition(),
                from.getOffset(),
                span == null ? null : new Span(span.getField(), span.getStart(), span.getEnd()),
                new Extractor(from.getExtractor().getName(), from.getExtractor().getVersion()));
    }

    static SpecificRecord content(Content from) {
        return switch (from) {
            case Content.Plain plain when plain.keyId() != null -> throw new IllegalStateException(
                    "somebody's own words must be sealed before they are written");
            case Content.Plain plain -> new PlainContent(plain.text(), new TreeMap<>(plain.attributes()),
                    plain.entities().stream().map(Subject::toString).toList(), plain.categories());
            case Content.Sealed sealed -> new SealedContent(sealed.keyId(), base64(sealed.nonce()),
                    base64(sealed.ciphertext()));
        };
    }

    static Content contentOf(Object from) {
        return switch (from) {
            case PlainContent plain -> new Content.Plain(plain.getText(), new TreeMap<>(plain.getAttributes()),
                    plain.getEntities().stream().map(Subject::parse).toList(), plain.getCategories());
            case SealedContent sealed -> new Content.Sealed(sealed.getKeyId(), base64Of(sealed.getNonce()),
                    base64Of(sealed.getCiphertext()));
            default -> throw new IllegalArgumentException("content of unknown type " + from.getClass().getName());
        };
    }

    static dev.palimpsest.schemas.avro.Identity identity(Identity from) {
        return new dev.palimpsest.schemas.avro.Identity(same(IdentityForm.class, from.form()), from.key());
    }

    static Identity identityOf(dev.palimpsest.schemas.avro.Identity from) {
        return new Identity(same(Identity.Form.class, from.getForm()), from.getKey());
    }

    static dev.palimpsest.schemas.avro.Occurrences occurrences(Occurrences from) {
        return new dev.palimpsest.schemas.avro.Occurrences(from.first(), from.last(), from.count());
    }

    static Occurrences occurrencesOf(dev.palimpsest.schemas.avro.Occurrences from) {
        return new Occurrences(from.getFirst(), from.getLast(), from.getCount());
    }

    static List<dev.palimpsest.schemas.avro.MemoryRef> refs(List<MemoryRef> from) {
        return from.stream()
                .map(ref -> new dev.palimpsest.schemas.avro.MemoryRef(ref.id().toString(), ref.version())).toList();
    }

    static List<MemoryRef> refsOf(List<dev.palimpsest.schemas.avro.MemoryRef> from) {
        return from.stream().map(ref -> new MemoryRef(MemoryId.parse(ref.getMemory()), ref.getVersion())).toList();
    }

    static List<String> ids(List<MemoryId> from) {
        return from.stream().map(MemoryId::toString).toList();
    }

    static List<MemoryId> idsOf(List<String> from) {
        return from.stream().map(MemoryId::parse).toList();
    }

    static ByteBuffer hash(Hash from) {
        return ByteBuffer.wrap(from.bytes());
    }

    static @Nullable String event(@Nullable Origin from) {
        return from == null ? null : from.event();
    }

    static @Nullable ByteBuffer hash(@Nullable Origin from) {
        return from == null ? null : hash(from.hash());
    }

    /** Where it came from; null where one of the two is not told. */
    static @Nullable Origin originOf(@Nullable String event, @Nullable ByteBuffer hash) {
        return event == null || hash == null ? null : new Origin(event, hashOf(hash));
    }

    static Hash hashOf(ByteBuffer from) {
        return new Hash(HexFormat.of().formatHex(bytes(from)));
    }

    private static ByteBuffer base64(String text) {
        return ByteBuffer.wrap(Base64.getDecoder().decode(text));
    }

    private static String base64Of(ByteBuffer buffer) {
        return Base64.getEncoder().encodeToString(bytes(buffer));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
