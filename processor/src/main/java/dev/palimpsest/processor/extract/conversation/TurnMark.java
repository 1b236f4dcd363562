package dev.palimpsest.processor.extract.conversation;

import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload.ConversationTurn;
import dev.palimpsest.observables.ObservableType;
import dev.palimpsest.observables.Observables;
import dev.palimpsest.processor.extract.Observed;
import java.util.regex.Pattern;

/**
 * The marks of the Traffic Light Protocol that stand in a turn. The strictest of them and of the turn's own holds for all that is
 * remembered of it: a mark in the text can close what is said and never open it, since a text may quote anybody.
 */
final class TurnMark {

    private static final Pattern NAMES_ONE = Pattern.compile("tlp", Pattern.CASE_INSENSITIVE);

    /** A mark in front of a line, as people put it there. */
    private static final Pattern IN_FRONT = Pattern.compile(
            "(?im)^[ \\t]*[\\[(【]?tlp[:：_ \\t-](?:red|amber\\+strict|amber|green|clear|white)\\b[\\])】]?[ \\t]*[:：|,，.。–-]?[ \\t]*");

    private TurnMark() {}

    /** The turn with line ends for the marks in front of its lines, so that what follows is read as the sentence it is; places stay. */
    static ConversationTurn without(ConversationTurn turn) {
        String text = IN_FRONT.matcher(turn.text()).replaceAll(mark -> "\n".repeat(mark.group().length()));
        return text.equals(turn.text())
                ? turn
                : turn.saying(text);
    }

    static Observed on(Observed observed, String text) {
        Observation given = observed.observation();
        Tlp mark = NAMES_ONE.matcher(text).find() ? strictest(text, given.marking()) : given.marking();
        return mark == given.marking()
                ? observed
                : new Observed(new Observation(given.id(), given.tenant(), given.source(), given.trust(), mark,
                        given.receivedAt(), given.occurredAt(), given.payload(), given.keyId()), observed.topic(),
                        observed.partition(), observed.offset());
    }

    private static Tlp strictest(String text, Tlp own) {
        return Observables.find(text).stream().filter(found -> found.type() == ObservableType.TLP)
                .map(found -> switch (found.value()) {
                    case "TLP:RED" -> Tlp.RED;
                    case "TLP:AMBER+STRICT" -> Tlp.AMBER_STRICT;
                    case "TLP:AMBER" -> Tlp.AMBER;
                    case "TLP:GREEN" -> Tlp.GREEN;
                    default -> Tlp.CLEAR;
                }).reduce(own, Tlp::strictest);
    }
}
