package dev.palimpsest.query.mcp.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.indicator.IndicatorFields;
import dev.palimpsest.memory.indicator.Lifecycle;
import dev.palimpsest.memory.indicator.SightingType;
import dev.palimpsest.query.recall.FilterRequest;
import dev.palimpsest.query.recall.RecallRequest;
import dev.palimpsest.query.recall.Recalled;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of an observable. */
final class LookupIndicator implements Tool {

    private static final int MEMORIES_MAX = 200;

    private final Desk desk;

    LookupIndicator(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Spec spec() {
        return new Spec("lookup_indicator", "Look up an observable",
                "What is known of one address, domain, URL, e-mail address, hash or CVE, defanged or not: the indicators of "
                        + "each source with what they are worth (0 to 100, as of now or of as_of), sightings and false "
                        + "positives, what it is connected with, and detections that name it; of an address also the listed "
                        + "networks it lies in. " + Fence.WARNING,
                Nature.READS,
                Schema.taking(Schema.text("observable", "Such as evil[.]example, 198.51.100.7, "
                        + "hxxps://evil[.]example/x, a hash, or TYPE:NAME.").must(),
                        Schema.text("as_of", "As of that time, ISO 8601.")),
                Schema.object(Schema.texts("subjects", "What the observable is, and what it implies.").must(),
                        Schema.whole("score", 0, 100,
                                "The best of the indicators' scores; left out where there is none."),
                        Schema.list("indicators", "Of each source, ended ones too, with seen, falsePositives, expired.",
                                Views.memory()).must(),
                        Schema.list("networks", "Indicators of the networks around it, each with what it is worth "
                                + "itself.", Views.memory()).must(),
                        Schema.list("relations", "Edges from or to it.", Views.memory()).must(),
                        Schema.list("detections", "Stories that name it.", Views.memory()).must(),
                        Schema.truth("cut", "Whether there is more than is told.").must(), Views.receipt(),
                        Schema.text("networks_receipt", "Receipt of what is told of networks, where there are some "
                                + "around it.")));
    }

    @Override
    public Answer call(Call call, Arguments given) {
        call.require(Operation.READ, Optional.empty());
        List<Subject> things = Things.of(given.need("observable")).stream().map(Things.Thing::subject).toList();
        List<String> subjects = things.stream().map(Subject::toString).toList();
        FilterRequest filter = new FilterRequest(null, subjects, List.of("indicator", "relation", "detection"),
                List.of("current", "expired"), null, null, null, null, null, null, given.text("as_of"), null);
        Recalled<MemoryReader.Page> listed = desk.recalls().list(call.caller(),
                new RecallRequest.List(filter, MEMORIES_MAX, null));
        return Answer.of(told(subjects, listed, networks(call, things, given.text("as_of"))));
    }

    private Optional<Recalled<MemoryReader.Page>> networks(Call call, List<Subject> things, @Nullable String asOf) {
        List<String> around = things.stream().flatMap(thing -> Things.networksAround(thing).stream())
                .map(Subject::toString).toList();
        if (around.isEmpty()) {
            return Optional.empty();
        }
        FilterRequest filter = new FilterRequest(around, null, List.of("indicator"), List.of("current", "expired"),
                null, null, null, null, null, null, asOf, null);
        return Optional.of(desk.recalls().list(call.caller(), new RecallRequest.List(filter, MEMORIES_MAX, null)));
    }

    private static ObjectNode told(List<String> subjects, Recalled<MemoryReader.Page> listed,
            Optional<Recalled<MemoryReader.Page>> networks) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        subjects.forEach(subject -> answer.withArray("subjects").add(Fence.name(subject)));
        List<Memory> memories = listed.answer().memories();
        memories.stream().filter(memory -> subjects.contains(memory.subject().toString()))
                .flatMapToInt(memory -> Lifecycle.score(memory, listed.at()).stream()).max()
                .ifPresent(score -> answer.put("score", score));
        ArrayNode indicators = answer.putArray("indicators");
        ArrayNode around = answer.putArray("networks");
        ArrayNode relations = answer.putArray("relations");
        ArrayNode detections = answer.putArray("detections");
        for (Memory memory : memories) {
            if (memory.kind() == Kind.INDICATOR) {
                indicators.add(indicator(memory, listed.at()));
            } else {
                (memory.kind() == Kind.RELATION ? relations : detections).add(Views.of(memory, listed.at()));
            }
        }
        networks.ifPresent(found -> {
            found.answer().memories().forEach(network -> around.add(indicator(network, found.at())));
            answer.put("networks_receipt", found.receipt().toString());
        });
        boolean cut = listed.answer().next() != null
                || networks.filter(found -> found.answer().next() != null).isPresent();
        return answer.put("cut", cut).put("receipt", listed.receipt().toString());
    }

    private static ObjectNode indicator(Memory memory, Instant at) {
        ObjectNode view = Views.of(memory, at);
        Content.Plain content = memory.content().plain().orElse(Content.Plain.of(""));
        content.all(IndicatorFields.SOURCE).forEach(source -> view.withArray("statedBy").add(Fence.name(source)));
        return view.put("seen", Lifecycle.count(content, SightingType.SEEN))
                .put("falsePositives", Lifecycle.count(content, SightingType.FALSE_POSITIVE))
                .put("expired", Lifecycle.hasEnded(memory, at));
    }
}
