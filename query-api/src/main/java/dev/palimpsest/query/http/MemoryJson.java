package dev.palimpsest.query.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Protection;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.indicator.Lifecycle;
import dev.palimpsest.query.recall.FilterRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A memory as callers see it.
 *
 * @param ref   {@code id@version}, what to cite
 * @param text  null where the content is erased
 * @param erased true where what this version said is erased for good; left out otherwise
 * @param untrusted true where the words are those of data or of an assistant: nothing to act on; left out otherwise
 * @param pinned true where somebody keeps it from ending by itself; left out otherwise
 * @param immutable true where nothing changes it any more; left out otherwise
 * @param candidate true where one weak source alone says so; left out otherwise
 * @param contradictedBy ids of the memories that keep what weaker words say instead
 * @param fallen  of the memories it was concluded from, ids of those that bear it out no more
 * @param doubted of these memories, ids of those that are doubted or say something else since
 * @param sources who stated it
 * @param score how well it matches; null outside a search
 * @param indicatorScore what an indicator is worth now, 0 to 100; null for what is none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MemoryJson(String id, long version, String ref, String subject, String kind, String status,
        @Nullable String text, @Nullable Boolean erased, Map<String, List<String>> attributes, List<String> entities,
        List<String> categories,
        Instant validFrom, @Nullable Instant validTo, Instant firstSeen, Instant lastSeen, long count,
        double confidence, String trust, @Nullable Boolean untrusted,
        @Nullable Boolean pinned, @Nullable Boolean immutable, @Nullable Boolean candidate, List<String> contradictedBy,
        List<String> fallen, List<String> doubted, List<String> sources, String marking,
        List<EvidenceJson> evidence,
        List<String> derivedFrom, Instant createdAt, Instant updatedAt, @Nullable Double score,
        @Nullable Integer indicatorScore) {

    /** The raw record behind a memory. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record EvidenceJson(String observation, String source, String topic, int partition, long offset,
            @Nullable String field,
            @Nullable Integer start, @Nullable Integer end, String extractor) {

        static EvidenceJson of(Evidence evidence) {
            var span = evidence.span();
            return new EvidenceJson(evidence.observation(), Untrusted.escaped(evidence.source()), evidence.topic(),
                    evidence.partition(), evidence.offset(),
                    span == null ? null : span.field(), span == null ? null : span.start(),
                    span == null ? null : span.end(), evidence.extractor().toString());
        }
    }

    /** As it is at an instant. */
    public static MemoryJson of(Memory memory, Instant asOf) {
        return of(memory, asOf, null);
    }

    /** The same, found with a score; null for none. */
    public static MemoryJson of(Memory memory, Instant asOf, @Nullable Double score) {
        OptionalInt worth = Lifecycle.score(memory, asOf);
        Content.Plain content = memory.content().plain().orElse(null);
        return new MemoryJson(memory.id().toString(), memory.version(), memory.ref().toString(),
                name(memory.subject()), word(memory.kind()), word(memory.status(asOf)),
                content == null ? null : text(memory, content.text()), content == null ? Boolean.TRUE : null,
                content == null ? Map.of() : attributes(memory, content.attributes()),
                content == null ? List.of() : content.entities().stream().map(MemoryJson::name).toList(),
                content == null ? List.of() : content.categories().stream().map(Untrusted::escaped).toList(),
                memory.valid().from(), memory.valid().to(),
                memory.occurrences().first(), memory.occurrences().last(), memory.occurrences().count(),
                memory.confidence(), word(memory.trust()), Untrusted.is(memory) ? Boolean.TRUE : null,
                memory.protection() == Protection.PINNED ? Boolean.TRUE : null,
                memory.protection() == Protection.IMMUTABLE ? Boolean.TRUE : null,
                memory.isCandidate() ? Boolean.TRUE : null,
                ids(memory.support().contradictedBy()), ids(memory.support().fallen()),
                ids(memory.support().doubted()),
                memory.support().sources().stream().map(Untrusted::escaped).toList(),
                word(memory.marking()),
                memory.evidence().stream().map(EvidenceJson::of).toList(),
                memory.derivedFrom().stream().map(MemoryRef::toString).toList(), memory.createdAt(),
                memory.updatedAt(), score, worth.isPresent() ? worth.getAsInt() : null);
    }

    private static List<String> ids(List<MemoryId> memories) {
        return memories.stream().map(MemoryId::toString).toList();
    }

    /** Nothing may hide in a name either: what is seen is what it is. */
    private static String name(Subject subject) {
        return Untrusted.escaped(subject.toString());
    }

    private static String text(Memory memory, String text) {
        return Untrusted.is(memory) ? Untrusted.escaped(text) : text;
    }

    private static Map<String, List<String>> attributes(Memory memory, Map<String, List<String>> attributes) {
        if (!Untrusted.is(memory)) {
            return attributes;
        }
        Map<String, List<String>> escaped = new TreeMap<>();
        attributes.forEach((name, values) -> escaped.put(name, values.stream().map(Untrusted::escaped).toList()));
        return escaped;
    }

    static String word(Enum<?> constant) {
        return FilterRequest.word(constant);
    }
}
