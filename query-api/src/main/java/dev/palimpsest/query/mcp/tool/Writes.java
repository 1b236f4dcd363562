package dev.palimpsest.query.mcp.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.query.mcp.tool.Schema.Part;
import dev.palimpsest.schemas.ObservationLog.Written;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writing observations and telling what became of them. */
final class Writes {

    /** What takes longer can be searched later; clients wait a minute or so, and are told of the progress. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Writes() {}

    /** The schema of what a write answers. */
    static Map<String, Object> output(Part... more) {
        Part[] parts = java.util.stream.Stream.concat(java.util.stream.Stream.of(
                Schema.truth("searchable", "Whether it can be searched already; it comes soon where not.").must(),
                Schema.texts("observations", "Ids under which it was written, durably.").must(),
                Views.memories("What rests on it now.")), java.util.stream.Stream.of(more)).toArray(Part[]::new);
        return Schema.object(parts);
    }

    /** Writes, waits until it can be searched, and tells which memories rest on it. */
    static ObjectNode write(Desk desk, Call call, List<Observation> observations) {
        call.heed();
        List<Written> written = desk.writing().write(observations);
        boolean searchable = call.await(desk.writing().searchable(written, PATIENCE),
                "written; waiting until it can be searched");
        List<String> ids = written.stream().map(each -> each.id().value()).toList();
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("searchable", searchable);
        ids.forEach(answer.putArray("observations")::add);
        answer.set("memories",
                Views.list(searchable ? made(desk, call, ids) : List.of(), desk.clock().instant()));
        return answer;
    }

    private static List<Memory> made(Desk desk, Call call, List<String> observations) {
        MemoryFilter filter = MemoryFilter.CURRENT.withStatuses(Set.of(Status.values()))
                .withObservations(observations.stream().collect(Collectors.toSet()));
        return desk.seen(call).list(call.caller().tenant(), filter, 100, null).memories();
    }
}
