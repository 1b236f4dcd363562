package dev.palimpsest.schemas.codec;

import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.schemas.avro.Action;
import dev.palimpsest.schemas.avro.Command;
import dev.palimpsest.schemas.avro.ConversationTurn;
import dev.palimpsest.schemas.avro.Event;
import dev.palimpsest.schemas.avro.Import;
import dev.palimpsest.schemas.avro.IntelligenceObject;
import dev.palimpsest.schemas.avro.Role;
import dev.palimpsest.schemas.avro.Rollback;
import java.util.List;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

final class ObservationMapping {

    private ObservationMapping() {}

    static dev.palimpsest.schemas.avro.Observation encode(Observation from) {
        return new dev.palimpsest.schemas.avro.Observation(from.id().value(), from.tenant().value(), from.source(),
                Words.same(dev.palimpsest.schemas.avro.TrustTier.class, from.trust()),
                Words.same(dev.palimpsest.schemas.avro.Tlp.class, from.marking()), from.receivedAt(), from.occurredAt(),
                payload(from.payload()), from.keyId());
    }

    static Observation decode(dev.palimpsest.schemas.avro.Observation from) {
        return new Observation(new ObservationId(from.getId()), new TenantId(from.getTenant()), from.getSource(),
                Words.same(TrustTier.class, from.getTrust()), Words.same(Tlp.class, from.getMarking()),
                from.getReceivedAt(), from.getOccurredAt(), payloadOf(from.getPayload()),
                from.getKeyId());
    }

    private static SpecificRecord payload(Payload from) {
        return switch (from) {
            case Payload.ConversationTurn turn -> new ConversationTurn(turn.subject().toString(),
                    Words.same(Role.class, turn.role()), turn.text(), text(turn.session()),
                    turn.participants().stream().map(Subject::toString).toList(), turn.metadata(), turn.infer(),
                    turn.terms().until(), turn.terms().immutable(), turn.terms().working());
            case Payload.Event event -> new Event(event.format(), new TreeMap<>(event.fields()), event.raw());
            case Payload.IntelligenceObject object -> new IntelligenceObject(object.format(), object.objectType(),
                    new TreeMap<>(object.fields()), object.raw());
            case Payload.Command command -> new Command(command.subject().toString(), command.memory().toString(),
                    Words.same(Action.class, command.action()), command.text(), command.reason(), command.actor(),
                    command.changes());
            case Payload.Rollback order -> new Rollback(order.subject().toString(), order.memory().toString(),
                    order.version(), ClaimMapping.memory(order.instead()), order.source(), order.since(),
                    order.reason(), order.actor());
            case Payload.Import order -> new Import(MemoryMapping.encode(order.memory()), order.before(),
                    Words.event(order.origin()), Words.hash(order.origin()), text(order.owner()), order.actor(), null);
        };
    }

    private static Payload payloadOf(Object from) {
        return switch (from) {
            case ConversationTurn turn -> new Payload.ConversationTurn(Subject.parse(turn.getSubject()),
                    Words.same(Payload.Role.class, turn.getRole()), turn.getText(), subject(turn.getSession()),
                    subjects(turn.getParticipants()), turn.getMetadata(), turn.getInfer(),
                    new Payload.Terms(turn.getUntil(), turn.getImmutable(), turn.getWorking()));
            case Event event -> new Payload.Event(event.getFormat(), new TreeMap<>(event.getFields()), event.getRaw());
            case IntelligenceObject object -> new Payload.IntelligenceObject(object.getFormat(), object.getObjectType(),
                    new TreeMap<>(object.getFields()), object.getRaw());
            case Command command -> new Payload.Command(Subject.parse(command.getSubject()),
                    MemoryId.parse(command.getMemory()), Words.same(Payload.Action.class, command.getAction()),
                    command.getText(), command.getReason(), command.getActor(), command.getChanges());
            case Rollback order -> new Payload.Rollback(Subject.parse(order.getSubject()),
                    MemoryId.parse(order.getMemory()), order.getVersion(), ClaimMapping.memoryOf(order.getInstead()),
                    order.getSource(), order.getSince(),
                    order.getReason(), order.getActor());
            case Import order -> new Payload.Import(MemoryMapping.decode(order.getMemory()), order.getBefore(),
                    Words.originOf(order.getEvent(), order.getHash()), subject(order.getOwner()), order.getActor());
            default -> throw new IllegalArgumentException("payload of unknown type " + from.getClass().getName());
        };
    }

    private static List<Subject> subjects(List<String> texts) {
        return texts.stream().map(Subject::parse).toList();
    }

    private static @Nullable String text(@Nullable Subject subject) {
        return subject == null ? null : subject.toString();
    }

    private static @Nullable Subject subject(@Nullable String text) {
        return text == null ? null : Subject.parse(text);
    }
}
