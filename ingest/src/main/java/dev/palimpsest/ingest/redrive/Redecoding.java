package dev.palimpsest.ingest.redrive;

import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.Arrival.Expected;
import dev.palimpsest.ingest.feed.FeedConfig;
import dev.palimpsest.ingest.observe.Observer;
import dev.palimpsest.ingest.raw.RawText;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.DeadLetter;
import dev.palimpsest.schemas.letter.LetterId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Decodes what a letter holds as its door would, with ids that follow from the letter. Safe for several threads. */
final class Redecoding {

    /** Field of an event or an object, label of a turn: the letter it comes of. */
    static final String LETTER_FIELD = "palimpsest.dead-letter";

    private final RawText text;
    private final Map<String, FeedConfig> feeds;
    private final Observer observer = new Observer();

    /** @param feeds as they are configured now, whose tables are read as they say */
    Redecoding(RawText text, List<FeedConfig> feeds) {
        this.text = text;
        Map<String, FeedConfig> byDoor = new HashMap<>();
        feeds.forEach(feed -> byDoor.put("feed." + feed.name() + " " + feed.tenant(), feed));
        this.feeds = Map.copyOf(byDoor);
    }

    /** What these bytes are at the letter's door. */
    Observer.Observed decode(LetterId id, DeadLetter letter, byte[] bytes, Instant now) {
        try {
            TenantId tenant = new TenantId(Objects.requireNonNull(letter.getTenant()));
            Observer.Observed observed = observer.observe(tenant, arrival(letter, tenant, now),
                    isRaw(letter) ? text.of(bytes) : bytes, position(id, letter));
            return observed instanceof Observer.Observed.Observations found
                    ? new Observer.Observed.Observations(
                            found.observations().stream().map(one -> marked(one, id)).toList())
                    : observed;
        } catch (IllegalArgumentException e) {
            return new Observer.Observed.Refused(String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) { // nested too deep for anybody to read
            return new Observer.Observed.Refused("nested too deeply");
        }
    }

    /** The same input as a new observation, since the former one's id is known and would be dropped. */
    static Observation again(LetterId id, Observation former, Instant now) {
        return marked(new Observation(ObservationId.of(former.tenant(), "dead-letter", id.toString()),
                former.tenant(), former.source(), former.trust(), former.marking(), now, former.occurredAt(),
                former.payload(), keyOf(former)), id);
    }

    /** An order names the key of its memory, under which its words belong; what anybody says has a key by who they are. */
    private static @Nullable String keyOf(Observation former) {
        return former.payload() instanceof Payload.Command || former.payload() instanceof Payload.Rollback
                ? former.keyId()
                : null;
    }

    private static boolean isRaw(DeadLetter letter) {
        return letter.getTopic().startsWith(Topic.RAW_PREFIX);
    }

    /**
     * A raw record keeps its place, so that what of it was observed before is known; elsewhere the letter names it.
     */
    private static String position(LetterId id, DeadLetter letter) {
        return isRaw(letter)
                ? letter.getTopic() + "-" + letter.getPartition() + "@" + letter.getOffset()
                : "dead-letter " + id;
    }

    private Arrival arrival(DeadLetter letter, TenantId tenant, Instant now) {
        String source = Objects.requireNonNullElse(letter.getSource(), letter.getTopic());
        Arrival arrival = Arrival.of(source, now);
        if (letter.getTopic().startsWith("feed.")) {
            Arrival fed = arrival.expecting(Expected.INTELLIGENCE);
            FeedConfig feed = feeds.get(letter.getTopic() + " " + tenant);
            if (feed == null) {
                return fed;
            }
            Arrival graded = fed.withReliability(feed.reliability());
            return feed.mapping() == null ? graded : graded.withMapping(feed.mapping());
        }
        return arrival.expecting(isRaw(letter) && source.startsWith("intel") ? Expected.INTELLIGENCE : Expected.EVENTS);
    }

    private static Observation marked(Observation one, LetterId letter) {
        return one.saying(switch (one.payload()) {
            case Payload.Event event ->
                new Payload.Event(event.format(), fields(event.fields(), letter), event.raw());
            case Payload.IntelligenceObject object -> new Payload.IntelligenceObject(object.format(),
                    object.objectType(), fields(object.fields(), letter), object.raw());
            case Payload.ConversationTurn turn -> new Payload.ConversationTurn(turn.subject(), turn.role(),
                    turn.text(), turn.session(), turn.participants(), labels(turn.metadata(), letter),
                    turn.infer(), turn.terms());
            case Payload.Command _,Payload.Rollback _,Payload.Import _ -> one.payload();
        }, one.keyId());
    }

    private static SortedMap<String, List<String>> fields(SortedMap<String, List<String>> fields, LetterId letter) {
        SortedMap<String, List<String>> all = new TreeMap<>(fields);
        all.put(LETTER_FIELD, List.of(letter.toString()));
        return all;
    }

    private static Map<String, String> labels(Map<String, String> labels, LetterId letter) {
        Map<String, String> all = new HashMap<>(labels);
        all.put(LETTER_FIELD, letter.toString());
        return all;
    }
}
