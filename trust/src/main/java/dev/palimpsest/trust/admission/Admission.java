package dev.palimpsest.trust.admission;

import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.observation.Conversation;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.trust.secret.PersonalData;
import dev.palimpsest.trust.secret.Pseudonyms;
import dev.palimpsest.trust.secret.Redactor;
import dev.palimpsest.trust.secret.Secrets;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What every observation passes before it is written, whichever door it came in by: it gets its source's tier, loses
 * its secrets, and a person's words are sealed. Deterministic for one key and policy, so that a redelivery has the same id. Safe for several threads.
 */
public final class Admission implements UnaryOperator<Observation> {
    /** Field of an event or an object, label of a turn: how many values of which kinds were replaced. */
    public static final String REDACTED = "palimpsest.redacted";
    private final Pseudonyms pseudonyms;
    private final SourcePolicy policy;
    private final Pace pace;
    private final UnaryOperator<Observation> sealing;

    /** By this key and policy; nothing is sealed. */
    public Admission(byte[] key, SourcePolicy policy) {
        this(key, policy, observation -> observation);
    }

    /** @param sealing what passes last, so that no door writes a person's words as they are */
    public Admission(byte[] key, SourcePolicy policy, UnaryOperator<Observation> sealing) {
        this.sealing = sealing;
        this.pseudonyms = new Pseudonyms(key);
        this.policy = policy;
        this.pace = new Pace(policy);
    }

    /**
     * This admission at the pace the policy allows each source: it waits for up to five seconds and throws
     * {@link java.util.concurrent.RejectedExecutionException} with one plain sentence where that is not enough.
     */
    public UnaryOperator<Observation> paced() {
        return observation -> {
            pace.await(observation.tenant(), observation.source());
            return apply(observation);
        };
    }

    /** The pace of this policy's sources, for doors that must not wait. What it lets pass is not to pass {@link #paced} too. */
    public Pace pace() {
        return pace;
    }

    @Override
    public Observation apply(Observation observation) {
        Redactor redactor = redactor(observation);
        Payload payload = redacted(observation.payload(), redactor);
        return sealing.apply(new Observation(id(observation, redactor), observation.tenant(), observation.source(),
                tier(observation), observation.marking(), observation.receivedAt(), observation.occurredAt(), payload,
                observation.keyId()));
    }

    /** What a feed lists is meant to be known as it is; only what is a secret by its own form is none of its business. */
    private Redactor redactor(Observation observation) {
        boolean intelligence = observation.payload() instanceof Payload.IntelligenceObject;
        return new Redactor(pseudonyms, intelligence ? Secrets.BY_FORM : Secrets.EVERYWHERE,
                intelligence ? Set.of() : policy.redacted(observation.tenant(), observation.source()));
    }

    /**
     * An id may be a hash of what it names. Where that held a secret, or as of conversations may have held one in another
     * turn, nobody without the key may be able to try values against it.
     */
    private ObservationId id(Observation observation, Redactor redactor) {
        boolean ofContent = redactor.hasFound() || observation.payload() instanceof Payload.ConversationTurn;
        return ofContent
                ? ObservationId.of(observation.tenant(), "keyed", pseudonyms.digits(observation.id().value()))
                : observation.id();
    }

    /** What a source's formats and door say of it, unless the policy says otherwise; free text stays free text. */
    private TrustTier tier(Observation observation) {
        TrustTier usual = observation.trust();
        TrustTier stated = policy.tier(observation.tenant(), observation.source(), usual);
        boolean ceiling = usual == TrustTier.SENSOR_FREE_TEXT
                || observation.payload() instanceof Payload.ConversationTurn
                || observation.payload() instanceof Payload.Command
                || observation.payload() instanceof Payload.Import;
        return ceiling && usual.isBelow(stated) ? usual : stated;
    }

    private static Payload redacted(Payload payload, Redactor redactor) {
        return switch (payload) {
            case Payload.Event event -> {
                String raw = redactor.redact(event.raw());
                SortedMap<String, List<String>> fields = fields(event.fields(), redactor);
                yield redactor.hasFound()
                        ? new Payload.Event(event.format(), counted(fields, redactor), redactor.carry(raw))
                        : payload;
            }
            case Payload.IntelligenceObject object -> {
                String raw = redactor.redact(object.raw());
                SortedMap<String, List<String>> fields = fields(object.fields(), redactor);
                yield redactor.hasFound()
                        ? new Payload.IntelligenceObject(object.format(), object.objectType(),
                                counted(fields, redactor), redactor.carry(raw))
                        : payload;
            }
            case Payload.ConversationTurn turn -> turn(turn, redactor);
            case Payload.Command command -> new Payload.Command(command.subject(), command.memory(), command.action(),
                    orNull(command.text(), redactor), redactor.redact(command.reason()), command.actor(),
                    changes(command.changes(), redactor));
            case Payload.Rollback order -> new Payload.Rollback(order.subject(), order.memory(), order.version(),
                    order.instead(), order.source(), order.since(), redactor.redact(order.reason()), order.actor());
            case Payload.Import _ -> payload; // it passed an admission where it was observed
        };
    }

    private static Map<String, String> changes(Map<String, String> changes, Redactor redactor) {
        Map<String, String> kept = new HashMap<>();
        changes.forEach((name, value) -> kept.put(name, redactor.redact(value)));
        return kept;
    }

    private static @Nullable String orNull(@Nullable String text, Redactor redactor) {
        return text == null ? null : redactor.redact(text);
    }

    private static SortedMap<String, List<String>> fields(SortedMap<String, List<String>> fields, Redactor redactor) {
        TreeMap<String, List<String>> kept = new TreeMap<>();
        fields.forEach((name, values) -> kept.put(name,
                values.stream().map(value -> Secrets.kindOfField(name, value)
                        .map(kind -> redactor.replace(kind, value)).orElseGet(() -> redactor.redact(value)))
                        .toList()));
        return kept;
    }

    private static SortedMap<String, List<String>> counted(SortedMap<String, List<String>> fields, Redactor redactor) {
        TreeMap<String, List<String>> all = new TreeMap<>();
        fields.forEach((name, values) -> all.put(name, values.stream().map(redactor::carry).toList()));
        all.put(REDACTED, redactor.counts());
        return all;
    }

    private static Payload turn(Payload.ConversationTurn turn, Redactor redactor) {
        String text = redactor.redact(turn.text());
        Map<String, String> labels = new HashMap<>();
        turn.metadata().forEach((name, value) -> labels.put(name, redactor.redact(value)));
        if (!redactor.hasFound()) {
            return turn;
        }
        if (labels.size() < Conversation.LABELS_MAX) {
            labels.put(REDACTED, String.join(",", redactor.counts()));
        }
        return new Payload.ConversationTurn(turn.subject(), turn.role(), redactor.carry(text), turn.session(),
                turn.participants(), labels, turn.infer(), turn.terms());
    }

    /**
     * The bytes of a record that is set aside, without its secrets and without what the policy does not keep of its tenant
     * and source; where those are not known, without what it does not keep of anybody.
     */
    public byte[] redacted(@Nullable TenantId tenant, @Nullable String source, byte[] record) {
        Set<PersonalData> personal = tenant == null || source == null
                ? policy.redactedOfAnybody()
                : policy.redacted(tenant, source);
        byte[] kept = record;
        for (Charset charset : Charsets.of(record)) {
            Redactor redactor = new Redactor(pseudonyms, Secrets.EVERYWHERE, personal);
            String text = redactor.redact(new String(kept, charset));
            kept = redactor.hasFound() ? text.getBytes(charset) : kept;
        }
        return kept;
    }
}
