package dev.palimpsest.trust.seal;

import dev.palimpsest.memory.Canonical;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.memory.observation.Payload.Command;
import dev.palimpsest.memory.observation.Payload.ConversationTurn;
import dev.palimpsest.memory.observation.Payload.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Raw inputs as they are written: what a person said, the labels beside it and the texts of an order are sealed, and events that the
 * vault's policy names; who, when, to whom and by which door are not. Safe for several threads.
 */
public record SealedObservations(Sealer sealer) {

    /**
     * The input as it is written, under the key of whose words it is; made where they have none. An order that names the key of
     * its memory is sealed beside that, and says nothing any more where that is destroyed.
     */
    public Observation seal(Observation observation) {
        String memorys = observation.keyId();
        if (memorys != null) {
            return seal(observation, sealer.vault().beside(memorys, observation.tenant(), ForgettingPolicy.VERBATIM,
                    observation.receivedAt()).orElse(memorys));
        }
        if (observation.payload() instanceof Payload.Import order) {
            return seal(observation, order);
        }
        boolean event = observation.payload() instanceof Event;
        return owner(observation).map(person -> seal(observation, sealer.vault().keyFor(observation.tenant(), person,
                event ? ForgettingPolicy.EVENTS : ForgettingPolicy.VERBATIM, observation.receivedAt())))
                .orElseGet(() -> unsealed(observation));
    }

    /**
     * Under the key for its kind and the time it is of, so that what was kept for a time is kept no longer here. Where its owner
     * was forgotten here since it began, its words are left out: the key is asked for first, so that who is forgotten
     * meanwhile is either seen here or takes this key along. Of what is erased it says whose it was, so that it can be said anew.
     */
    private Observation seal(Observation observation, Payload.Import order) {
        Memory memory = order.memory();
        Subject owner = order.owner();
        if (owner == null) {
            return observation;
        }
        String keyId = vault().keyFor(memory.tenant(), owner, ForgettingPolicy.word(memory.kind()),
                memory.updatedAt());
        Content gone = Content.Sealed.gone(keyId);
        if (memory.status() == Status.ERASED
                || vault().forgotten(memory.tenant(), owner).filter(at -> !at.isBefore(memory.createdAt()))
                        .isPresent()) {
            return observation.saying(order.holding(memory.saying(gone).portable().saying(gone)), null);
        }
        return seal(observation.saying(order.holding(memory.content().plain()
                .map(plain -> memory.saying(plain.under(keyId))).orElse(memory)), keyId), keyId);
    }

    /** Where no key says whose the words are. */
    private static Observation unsealed(Observation observation) {
        return observation.payload() instanceof Payload.Rollback order
                ? observation.saying(worded(order, SealedText.plain(order.reason()), order.instead()), null)
                : observation;
    }

    private Optional<Subject> owner(Observation observation) {
        return observation.payload() instanceof Event event
                ? sealer.vault().policy().owner(observation.tenant(), observation.source(), event)
                : DataSubject.of(observation.payload());
    }

    private Observation seal(Observation observation, String keyId) {
        return switch (observation.payload()) {
            case ConversationTurn turn -> observation.saying(worded(turn, sealer.seal(turn.text(), keyId),
                    labels().seal(turn.metadata(), keyId)), keyId);
            case Command order -> observation.saying(worded(order,
                    order.text() == null ? null : sealer.seal(order.text(), keyId), sealer.seal(order.reason(), keyId),
                    labels().seal(order.changes(), keyId)), keyId);
            case Event event -> observation.saying(new Event(event.format(), Collections.emptySortedMap(),
                    sealer.seal(joined(event), keyId)), keyId);
            case Payload.Rollback order -> observation.saying(worded(order, sealer.seal(order.reason(), keyId),
                    order.instead() == null ? null : new SealedRecords(sealer).seal(order.instead())), keyId);
            case Payload.Import order -> observation.saying(order.holding(new SealedRecords(sealer)
                    .seal(order.memory())), keyId);
            case Payload.IntelligenceObject _ -> observation;
        };
    }

    private KeyVault vault() {
        return sealer.vault();
    }

    private SealedLabels labels() {
        return new SealedLabels(sealer);
    }

    /** The input as it came. Empty where the key is destroyed. */
    public Optional<Observation> open(Observation observation) {
        if (observation.keyId() == null) {
            return Optional.of(observation);
        }
        return switch (observation.payload()) {
            case ConversationTurn turn -> sealer.open(turn.text()).flatMap(text -> labels().open(turn.metadata())
                    .map(labels -> observation.saying(worded(turn, text, labels), observation.keyId())));
            case Command order -> open(observation, order);
            case Event event -> sealer.open(event.raw())
                    .map(joined -> observation.saying(split(event.format(), joined), observation.keyId()));
            case Payload.Rollback order -> Optional.of(observation.saying(worded(order,
                    sealer.open(order.reason()).orElse(SealedRecords.ERASED),
                    order.instead() == null ? null : new SealedRecords(sealer).open(order.instead())),
                    observation.keyId()));
            case Payload.Import order -> Optional.of(observation.saying(order.holding(new SealedRecords(sealer)
                    .open(order.memory())), observation.keyId()));
            case Payload.IntelligenceObject _ -> Optional.of(observation);
        };
    }

    private Optional<Observation> open(Observation observation, Command order) {
        Optional<String> reason = sealer.open(order.reason());
        Optional<Map<String, String>> changes = labels().open(order.changes());
        Optional<String> text = order.text() == null ? Optional.of("") : sealer.open(order.text());
        return reason.isEmpty() || changes.isEmpty() || text.isEmpty()
                ? Optional.empty()
                : Optional.of(observation.saying(worded(order, order.text() == null ? null : text.get(), reason.get(),
                        changes.get()), observation.keyId()));
    }

    /** All that an event says: its names betray as much as its values. */
    private static String joined(Event event) {
        byte[] bytes = new Canonical().list(event.fields().entrySet(),
                (to, field) -> to.text(field.getKey()).list(field.getValue(), Canonical::text)).text(event.raw())
                .toBytes();
        return new String(Base64.getEncoder().encode(bytes), StandardCharsets.US_ASCII);
    }

    private static Event split(String format, String joined) {
        ByteBuffer in = ByteBuffer.wrap(Base64.getDecoder().decode(joined));
        TreeMap<String, List<String>> fields = new TreeMap<>();
        for (int left = in.getInt(); left > 0; left--) {
            fields.put(ContentForm.text(in), ContentForm.list(in, ContentForm::text));
        }
        return new Event(format, fields, ContentForm.text(in));
    }

    private static ConversationTurn worded(ConversationTurn turn, String text, Map<String, String> labels) {
        return new ConversationTurn(turn.subject(), turn.role(), text, turn.session(), turn.participants(), labels,
                turn.infer(), turn.terms());
    }

    private static Payload.Rollback worded(Payload.Rollback order, String reason, @Nullable Memory instead) {
        return new Payload.Rollback(order.subject(), order.memory(), order.version(), instead, order.source(),
                order.since(), reason, order.actor());
    }

    private static Command worded(Command order, @Nullable String text, String reason, Map<String, String> changes) {
        return new Command(order.subject(), order.memory(), order.action(), text, reason, order.actor(), changes);
    }
}
