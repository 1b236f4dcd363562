package dev.palimpsest.trust.seal;

import dev.palimpsest.memory.Canonical;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.memory.observation.Payload.Command;
import dev.palimpsest.memory.observation.Payload.ConversationTurn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Raw inputs as they are written: what a person said, the labels beside it and the texts of an order are sealed; who, when,
 * to whom and by which door are not. Safe for several threads.
 */
public record SealedObservations(Sealer sealer) {

    /** The one label of a sealed turn: all labels it came with. */
    static final String LABELS = "palimpsest.sealed";

    /** The input as it is written, under the key of whose words it is; made where they have none. */
    public Observation seal(Observation observation) {
        return DataSubject.of(observation.payload())
                .map(person -> seal(observation, sealer.vault().keyFor(observation.tenant(), person)))
                .orElse(observation);
    }

    private Observation seal(Observation observation, String keyId) {
        return switch (observation.payload()) {
            case ConversationTurn turn -> observation.saying(worded(turn, sealer.seal(turn.text(), keyId),
                    turn.metadata().isEmpty()
                            ? Map.of()
                            : Map.of(LABELS, sealer.seal(joined(turn.metadata()), keyId))),
                    keyId);
            case Command order -> observation.saying(worded(order,
                    order.text() == null ? null : sealer.seal(order.text(), keyId), sealer.seal(order.reason(), keyId)),
                    keyId);
            case Payload.Event _,Payload.IntelligenceObject _,Payload.Rollback _ -> observation;
        };
    }

    /** The input as it came. Empty where the key is destroyed. */
    public Optional<Observation> open(Observation observation) {
        if (observation.keyId() == null) {
            return Optional.of(observation);
        }
        return switch (observation.payload()) {
            case ConversationTurn turn -> sealer.open(turn.text()).flatMap(text -> labels(turn.metadata())
                    .map(labels -> observation.saying(worded(turn, text, labels), observation.keyId())));
            case Command order -> sealer.open(order.reason()).flatMap(reason -> order.text() == null
                    ? Optional.of(observation.saying(worded(order, null, reason), observation.keyId()))
                    : sealer.open(order.text()).map(
                            text -> observation.saying(worded(order, text, reason), observation.keyId())));
            case Payload.Event _,Payload.IntelligenceObject _,Payload.Rollback _ -> Optional.of(observation);
        };
    }

    private Optional<Map<String, String>> labels(Map<String, String> stored) {
        String sealed = stored.get(LABELS);
        return sealed == null ? Optional.of(stored) : sealer.open(sealed).map(SealedObservations::split);
    }

    private static String joined(Map<String, String> labels) {
        byte[] bytes = new Canonical().list(new TreeMap<>(labels).entrySet(), (to, label) -> to.text(label.getKey())
                .text(label.getValue())).toBytes();
        return new String(Base64.getEncoder().encode(bytes), StandardCharsets.US_ASCII);
    }

    private static Map<String, String> split(String joined) {
        ByteBuffer in = ByteBuffer.wrap(Base64.getDecoder().decode(joined));
        Map<String, String> labels = new HashMap<>();
        for (int left = in.getInt(); left > 0; left--) {
            labels.put(ContentForm.text(in), ContentForm.text(in));
        }
        return labels;
    }

    private static ConversationTurn worded(ConversationTurn turn, String text, Map<String, String> labels) {
        return new ConversationTurn(turn.subject(), turn.role(), text, turn.session(), turn.participants(), labels,
                turn.infer());
    }

    private static Command worded(Command order, @Nullable String text, String reason) {
        return new Command(order.subject(), order.memory(), order.action(), text, reason, order.actor());
    }
}
