package dev.palimpsest.processor.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Door;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.ErasureStep;
import java.time.Instant;

/** What a certificate says, as the text that is signed: JSON, its first field names what it is. */
final class CertificateText {

    private static final String SORT = "palimpsest-erasure-1";

    private CertificateText() {}

    static String of(Course course, Remains remains, IndexRemains index, Instant completed, String signedBy) {
        ErasureStep order = course.order();
        ObjectNode out = Door.JSON.createObjectNode().put("certificate", SORT).put("id", order.getId())
                .put("tenant", order.getTenant()).put("subject", order.getSubject());
        out.putObject("ordered").put("at", order.getAt().toString()).put("by", order.getActor())
                .put("reason", order.getReason());
        out.put("completed", completed.toString()).put("signedBy", signedBy);
        order.getKeys().forEach(out.putArray("keysDestroyed")::add);
        course.ended().stream().map(MemoryRef::toString).limit(Remains.LISTED_MAX)
                .forEach(out.putArray("ended")::add);
        remains.memories().stream().limit(Remains.LISTED_MAX).forEach(out.putArray("memories")::add);
        ObjectNode counts = out.putObject("unreadable");
        counts.put("logRecords", remains.unreadable(Topic.MEMORY_LOG))
                .put("observations", remains.unreadable(Topic.OBSERVATIONS))
                .put("claims", remains.unreadable(Topic.CLAIMS)).put("receipts", remains.unreadable(Topic.RECALLS))
                .put("deadLetters", remains.unreadable(Topic.DEAD_LETTER))
                .put("settings", remains.unreadable(Topic.SETTINGS)).put("tasks", remains.unreadable(Topic.TASKS));
        ObjectNode positions = out.putObject("logPositions");
        remains.positions().forEach(
                (partition, offsets) -> offsets.forEach(positions.withArray("/" + partition)::add));
        out.putObject("index").put("asked", index.index()).put("ended", course.ended().size())
                .put("documentsLookedAt", index.documents()).put("readableUnderDestroyedKeys", index.readable())
                .put("indicesOfThePastDeleted", index.pastDeleted())
                .put("segments", "rewritten: none is left that held a replaced document");
        out.putObject("neverSealed").put("logRecords", remains.unsealed(Topic.MEMORY_LOG)).put("observations",
                remains.unsealed(Topic.OBSERVATIONS));
        try {
            return Door.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(out);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }
}
