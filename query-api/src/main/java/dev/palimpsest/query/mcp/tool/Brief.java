package dev.palimpsest.query.mcp.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.query.brief.BriefRequest;
import dev.palimpsest.query.brief.Briefing;
import dev.palimpsest.query.recall.RecallRequest;
import dev.palimpsest.query.recall.Recalled;
import java.util.Optional;

/** Answers a question from memory, each line with what it rests on. */
final class Brief implements Tool {

    private final Desk desk;

    Brief(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Spec spec() {
        return new Spec("brief", "Briefing",
                "Tells what is known that bears on a question, arranged for the person who asks: what she works on and "
                        + "prefers comes first. Each line cites the versions of the memories behind it: keep the "
                        + "citations in your answer. "
                        + Fence.WARNING,
                Nature.READS,
                Schema.taking(
                        Schema.text("question", "In English or Chinese, such as: what happened on dc01 last night?"),
                        Schema.text("user",
                                "Who asks: a name, or TYPE:NAME. Left out, it is the user of the connection's "
                                        + "address, else the credential's own name."),
                        Schema.oneOf("language", "Of the answer; the asker's own unless said.", "en", "zh"),
                        Schema.whole("tokens", BriefRequest.TOKENS_MIN, BriefRequest.TOKENS_MAX,
                                "What the answer may cost; " + BriefRequest.TOKENS_USUAL + " unless said."),
                        Schema.text("from", "Beginning of the period, ISO 8601; else the question's words say."),
                        Schema.text("to", "Its end, ISO 8601."),
                        Schema.text("min_trust", "Only what rests on a word at least as strong, such as "
                                + "sensor-structured."),
                        Schema.truth("corroborated", "True leaves out what one weak source alone says."),
                        Schema.text("as_of", "As of that time, ISO 8601."),
                        Schema.text("known_at", "From what had been learnt by then, ISO 8601.")),
                Schema.object(Schema.text("text", "The briefing, ready to read.").must(),
                        Schema.members("briefing", "Its sections and lines, with citations and trust.").must(),
                        Views.receipt()));
    }

    @Override
    public Answer call(Call call, Arguments given) {
        Subject asker = given.actor("user").orElseGet(call::owner);
        call.require(Operation.READ, Optional.of(asker));
        Recalled<Briefing> briefed = desk.recalls().brief(call.caller(),
                new RecallRequest.Brief(asker.toString(), given.text("question"),
                        given.whole("tokens", BriefRequest.TOKENS_MIN, BriefRequest.TOKENS_MAX), given.text("language"),
                        given.text("from"),
                        given.text("to"), given.text("min_trust"), given.truth("corroborated"), given.text("as_of"),
                        given.text("known_at")));
        String text = BriefingLines.text(briefed.answer());
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("text", text);
        answer.set("briefing", BriefingLines.json(briefed.answer()));
        answer.put("receipt", briefed.receipt().toString());
        return new Answer(answer, text + "\nreceipt " + briefed.receipt());
    }
}
