package dev.palimpsest.query.mcp.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.query.audit.MemoryLog;
import dev.palimpsest.query.recall.FilterRequest;
import dev.palimpsest.query.recall.RecallRequest;
import dev.palimpsest.query.recall.Recalled;
import dev.palimpsest.query.recall.Recalls;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What resources say, in the shapes of the tools' answers. */
public final class Records {

    private static final int PROFILE_MAX = 200;
    private static final int EVENTS_MAX = 50;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Desk desk;

    public Records(Desk desk) {
        this.desk = desk;
    }

    /** A memory, and the receipt. */
    public ObjectNode memory(Call call, String id) {
        return GetMemory.told(desk, call, Ids.of(id));
    }

    /** What is known of a subject: its profile, and what people decided about it. */
    public ObjectNode profile(Call call, String name) {
        Subject subject = Subject.parse(name);
        call.require(Operation.READ, Optional.of(subject));
        FilterRequest filter = new FilterRequest(List.of(subject.toString()), null,
                List.of("profile", "semantic", "procedural"), List.of("current"), null, null, null, null, null, null,
                null, null);
        Recalled<MemoryReader.Page> listed = desk.recalls().list(call.caller(),
                new RecallRequest.List(filter, PROFILE_MAX, null));
        ObjectNode answer = NODES.objectNode().put("subject", Fence.name(subject.toString()));
        answer.set("memories", Views.list(listed.answer().memories(), listed.at()));
        return answer.put("cut", listed.answer().next() != null).put("receipt", listed.receipt().toString());
    }

    /** A detection with its latest events and the memories it was concluded from. */
    public ObjectNode story(Call call, String id) {
        Recalled<Recalls.Story> told = desk.recalls().history(call.caller(),
                new RecallRequest.History(Ids.of(id), null));
        Memory head = told.answer().head();
        call.require(Operation.READ, Optional.of(head.subject()));
        if (head.kind() != Kind.DETECTION) {
            throw Refusal
                    .notFound("no story " + id + ": it is a memory of another kind, see palimpsest://memory/" + id);
        }
        ObjectNode answer = NODES.objectNode();
        answer.set("story", Views.of(head, told.at()));
        List<MemoryLog.Entry> events = told.answer().events();
        answer.set("events", GetHistory.events(head,
                events.subList(Math.max(0, events.size() - EVENTS_MAX), events.size())));
        head.derivedFrom().forEach(ref -> answer.withArray("concludedFrom").add(ref.toString()));
        return answer.put("receipt", told.receipt().toString());
    }

    /** The condition that a memory is of the connection's user; none where it names nobody. */
    public JsonNode ofUser(Call call) {
        call.require(Operation.READ, call.user());
        return call.user().<JsonNode>map(Scope::owned).orElseGet(NODES::objectNode);
    }

    /** What a memory is, in a few words that hold none of its own. */
    public static String title(Memory memory) {
        return memory.kind().name().toLowerCase(Locale.ROOT) + " of " + Fence.name(memory.subject().toString());
    }

    /** Why something could not be told, in one line. */
    public static String why(RuntimeException failure) {
        return Tools.why("resource", failure);
    }
}
