package dev.palimpsest.index.opensearch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.index.Cursor;
import dev.palimpsest.index.Labels;
import dev.palimpsest.index.embed.BilingualEmbedder.Language;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Protection;
import dev.palimpsest.memory.Span;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.indicator.IndicatorFields;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A memory as a document of the index. Nothing is lost: {@link StoredMemory#read} gives back an equal memory, so a digest
 * of the index can be held against the log's.
 */
final class MemoryDocument {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter MICROSECONDS = new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

    private MemoryDocument() {}

    /** The document of the memory, with its vectors by language. */
    static ObjectNode of(Memory memory, Map<Language, float[]> vectors) {
        ObjectNode out = JSON.createObjectNode().put("id", memory.id().toString())
                .put("tenant", memory.tenant().value()).put("subject", memory.subject().toString())
                .put("kind", memory.kind().name()).put("identity_form", memory.identity().form().name())
                .put("identity_key", memory.identity().key()).put("version", memory.version())
                .put("status", memory.status().name()).put("valid_from", time(memory.valid().from()))
                .put("first_observed", time(memory.occurrences().first()))
                .put("last_observed", time(memory.occurrences().last()))
                .put("occurrences", memory.occurrences().count()).put("confidence", memory.confidence())
                .put("trust", memory.trust().name()).put("marking", memory.marking().name())
                .put("created_at", time(memory.createdAt())).put("updated_at", time(memory.updatedAt()));
        Instant end = memory.valid().to();
        if (end != null) {
            out.put("valid_to", time(end));
        }
        if (memory.protection() != Protection.NONE) {
            out.put("protection", memory.protection().name());
        }
        content(out, memory.content());
        out.put("candidate", memory.isCandidate());
        texts(out, "sources", memory.support().sources());
        texts(out, "contradicted_by", ids(memory.support().contradictedBy()));
        texts(out, "fallen", ids(memory.support().fallen()));
        texts(out, "doubted", ids(memory.support().doubted()));
        ArrayNode evidence = out.putArray("evidence");
        memory.evidence().forEach(entry -> evidence(evidence.addObject(), entry));
        texts(out, "derived_from", memory.derivedFrom().stream().map(MemoryRef::toString).toList());
        texts(out, "about", about(memory).stream().map(Subject::toString).toList());
        search(out.putObject("search"), memory, vectors);
        return out;
    }

    /** The subject and what the memory points at, the subject first. */
    static Set<Subject> about(Memory memory) {
        Set<Subject> about = new LinkedHashSet<>();
        about.add(memory.subject());
        memory.content().plain().ifPresent(plain -> about.addAll(plain.entities()));
        return about;
    }

    private static void content(ObjectNode out, Content content) {
        switch (content) {
            case Content.Plain plain -> {
                out.put("text", plain.text());
                ObjectNode attributes = out.putObject("attributes");
                plain.attributes().forEach((name, values) -> texts(attributes, name, values));
                texts(out, "entities", plain.entities().stream().map(Subject::toString).toList());
                texts(out, "categories", plain.categories());
                if (plain.keyId() != null) {
                    out.putObject("sealed").put("key_id", plain.keyId());
                }
            }
            case Content.Sealed sealed -> out.putObject("sealed").put("key_id", sealed.keyId())
                    .put("nonce", sealed.nonce()).put("ciphertext", sealed.ciphertext());
        }
    }

    private static List<String> ids(List<MemoryId> memories) {
        return memories.stream().map(MemoryId::toString).toList();
    }

    private static void evidence(ObjectNode out, Evidence evidence) {
        out.put("observation", evidence.observation()).put("source", evidence.source()).put("topic", evidence.topic())
                .put("partition", evidence.partition()).put("offset", evidence.offset())
                .put("extractor", evidence.extractor().name()).put("extractor_version", evidence.extractor().version());
        Span span = evidence.span();
        if (span != null) {
            out.putObject("span").put("field", span.field()).put("start", span.start()).put("end", span.end());
        }
    }

    private static void search(ObjectNode out, Memory memory, Map<Language, float[]> vectors) {
        out.put("last_micros", Cursor.micros(memory.occurrences().last()));
        Instant end = memory.valid().to();
        if (end != null) {
            out.put("valid_to_micros", Cursor.micros(end));
        }
        out.put("from_micros", Cursor.micros(memory.valid().from()));
        out.put("changed_micros", Cursor.micros(memory.updatedAt()));
        texts(out, "owners", Labels.owners(memory).stream().map(Subject::toString).toList());
        texts(out, "labels", Labels.terms(memory));
        out.put("pap", IndicatorFields.pap(memory).name());
        texts(out, "subject", names(memory.subject()));
        texts(out, "names", about(memory).stream().flatMap(subject -> names(subject).stream()).distinct().toList());
        memory.content().plain().ifPresent(plain -> texts(out, "values",
                plain.attributes().values().stream().flatMap(Collection::stream).distinct().toList()));
        vectors.forEach((language, vector) -> {
            ArrayNode components = out.putArray(IndexMapping.vector(language));
            for (float component : vector) {
                components.add(component);
            }
        });
    }

    /** What a person may type for a subject: its name, with its type too, and for a sub-technique its technique. */
    private static List<String> names(Subject subject) {
        int dot = subject.name().indexOf('.');
        return subject.type().equals("technique") && dot > 0
                ? List.of(subject.name(), subject.toString(), subject.name().substring(0, dot))
                : List.of(subject.name(), subject.toString());
    }

    private static void texts(ObjectNode out, String name, Collection<String> values) {
        ArrayNode array = out.putArray(name);
        values.forEach(array::add);
    }

    private static String time(Instant instant) {
        return MICROSECONDS.format(instant);
    }
}
