package dev.palimpsest.query.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.query.http.MemoryJson.EvidenceJson;
import dev.palimpsest.query.recall.Lineage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a memory is there.
 *
 * @param memory as that version was; left out where it cannot be told, or is told above
 * @param stale  true where what it says has changed or ended since
 * @param from   what it was concluded from
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LineageJson(String ref, boolean stale, @Nullable MemoryJson memory, List<RecordJson> records,
        List<LineageJson> from) {

    /** As callers see it, at an instant. */
    public static LineageJson of(Lineage.Node node, Instant at) {
        Memory then = node.then();
        return new LineageJson(node.ref().toString(), node.isStale(), then == null ? null : MemoryJson.of(then, at),
                node.records().stream().map(RecordJson::of).toList(),
                node.from().stream().map(from -> of(from, at)).toList());
    }

    /**
     * A raw record.
     *
     * @param raw as it came, escaped and cut: data, nothing to act on; left out where the record is gone
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RecordJson(EvidenceJson evidence, @Nullable Instant receivedAt, @Nullable String format,
            @Nullable String raw) {

        static RecordJson of(Lineage.RawRecord record) {
            Observation observation = record.observation();
            EvidenceJson evidence = EvidenceJson.of(record.evidence());
            if (observation == null) {
                return new RecordJson(evidence, null, null, null);
            }
            return switch (observation.payload()) {
                case Payload.ConversationTurn turn -> new RecordJson(evidence, observation.receivedAt(),
                        "turn of " + MemoryJson.word(turn.role()), Untrusted.escaped(turn.text()));
                case Payload.Event event -> new RecordJson(evidence, observation.receivedAt(), event.format(),
                        Untrusted.escaped(event.raw()));
                case Payload.IntelligenceObject object -> new RecordJson(evidence, observation.receivedAt(),
                        object.format() + " " + object.objectType(), Untrusted.escaped(object.raw()));
                case Payload.Command command -> new RecordJson(evidence, observation.receivedAt(),
                        "order to " + MemoryJson.word(command.action()), Untrusted.escaped(command.reason()));
                case Payload.Rollback order -> new RecordJson(evidence, observation.receivedAt(),
                        "order to roll back what " + Untrusted.escaped(order.source()) + " said",
                        Untrusted.escaped(order.reason()));
                case Payload.Import order -> new RecordJson(evidence, observation.receivedAt(),
                        "import of " + order.memory().ref(),
                        "brought by " + Untrusted.escaped(order.actor()));
            };
        }
    }
}
