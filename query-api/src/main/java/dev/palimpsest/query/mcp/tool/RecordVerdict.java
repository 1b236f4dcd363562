package dev.palimpsest.query.mcp.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.memory.observation.Payload.Action;
import dev.palimpsest.memory.observation.Payload.IntelligenceObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Records what an analyst thinks of an indicator or a detection, in words the ledger knows: of an indicator a sighting, of
 * a false detection that it is taken back, of any other memory attributes that stay with it.
 */
final class RecordVerdict implements Tool {

    private static final int REASON_LENGTH_MAX = 1_000;

    private final Desk desk;

    RecordVerdict(Desk desk) {
        this.desk = desk;
    }

    private enum Verdict {
        TRUE_POSITIVE("true-positive", "seen"), FALSE_POSITIVE("false-positive", "false-positive"), BENIGN("benign",
                "false-positive"), EXPIRED("expired", "expired");

        private final String word;
        private final String sighting;

        Verdict(String word, String sighting) {
            this.word = word;
            this.sighting = sighting;
        }

        static Verdict of(String word) {
            String wanted = word.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
            for (Verdict verdict : values()) {
                if (verdict.word.equals(wanted)) {
                    return verdict;
                }
            }
            throw Refusal.badRequest("verdict is true-positive, false-positive, benign or expired");
        }
    }

    @Override
    public Spec spec() {
        return new Spec("record_verdict", "Record a verdict",
                "Records an analyst's verdict on her word, so ask her first. On an indicator or an observable: true-positive "
                        + "counts as seen, false-positive and benign lower what it is worth, expired ends it. On a "
                        + "detection: false-positive takes it back (its history stays and it can be restored); "
                        + "true-positive and benign are noted on it. " + Fence.WARNING,
                Nature.CHANGES,
                Schema.taking(
                        Schema.text("target", "A memory's id or id@version, or an observable such as evil[.]example.")
                                .must(),
                        Schema.oneOf("verdict", "The verdict.", "true-positive", "false-positive", "benign", "expired")
                                .must(),
                        Schema.text("reason", "Why, in the analyst's words.")),
                Writes.output(Schema.text("written", "As what: sighting, retraction or note.").must()));
    }

    @Override
    public Answer call(Call call, Arguments given) {
        Verdict verdict = Verdict.of(given.need("verdict"));
        String reason = Optional.ofNullable(given.text("reason")).orElse("").strip();
        if (reason.length() > REASON_LENGTH_MAX) {
            throw Refusal.badRequest("reason has at most " + REASON_LENGTH_MAX + " characters");
        }
        Optional<Memory> memory = memory(call, given.need("target"));
        call.require(Operation.WRITE, memory.map(Memory::subject));
        if (memory.isEmpty()) {
            return sighting(call, Things.of(given.need("target")).getFirst(), verdict, reason);
        }
        Memory judged = memory.get();
        if (judged.kind() == Kind.INDICATOR) {
            return sighting(call, new Things.Thing(judged.subject(), judged.subject().type()), verdict, reason);
        }
        if (verdict == Verdict.EXPIRED) {
            throw Refusal.badRequest("expired is a verdict on indicators; " + judged.ref() + " is none");
        }
        boolean taken = verdict == Verdict.FALSE_POSITIVE && judged.kind() == Kind.DETECTION;
        Observation order = taken
                ? desk.orders().order(call.caller(), judged, Action.RETRACT, null,
                        ("false positive: " + reason).strip(),
                        Map.of())
                : desk.orders().order(call.caller(), judged, Action.REVISE, null, reason,
                        Map.of("verdict", verdict.word, "verdict.by", call.caller().name(), "verdict.at",
                                desk.clock().instant().toString(), "verdict.reason", reason));
        return Answer.of(Writes.write(desk, call, List.of(order)).put("written", taken ? "retraction" : "note"));
    }

    /** Empty where the target is no id: then it is an observable. */
    private Optional<Memory> memory(Call call, String target) {
        boolean id = target.matches("[0-9a-f]{8}-[0-9a-f-]{0,27}(?:@\\d+)?|[0-9a-f]{8}(?:@\\d+)?");
        return id
                ? Optional.of(desk.recalls().head(call.caller(), Ids.of(target)))
                : Optional.empty();
    }

    private Answer sighting(Call call, Things.Thing thing, Verdict verdict, String reason) {
        Instant now = desk.clock().instant();
        Subject subject = thing.subject();
        SortedMap<String, List<String>> fields = new TreeMap<>(Map.of("indicator.type", List.of(thing.type()),
                "indicator.value", List.of(subject.name()), "sighting.type", List.of(verdict.sighting),
                "sighting.source", List.of(call.caller().name())));
        if (!reason.isEmpty()) {
            fields.put("description", List.of(reason));
        }
        ObservationId id = ObservationId.of(call.caller().tenant(), "verdict",
                subject + "\n" + verdict + "\n" + call.caller().name() + "\n" + now);
        ObjectNode raw = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode()
                .put("subject", subject.toString()).put("verdict", verdict.word).put("by", call.caller().name())
                .put("reason", reason);
        Observation observation = new Observation(id, call.caller().tenant(), call.caller().name(), TrustTier.ANALYST,
                Tlp.AMBER, now, now, new IntelligenceObject("verdict", "sighting", fields, raw.toString()));
        return Answer.of(Writes.write(desk, call, List.of(observation)).put("written", "sighting"));
    }
}
