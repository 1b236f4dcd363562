package dev.palimpsest.trust.seal;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.observation.Payload;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whose words an input is made of. */
public final class DataSubject {

    private static final String PERSON = "user";

    private DataSubject() {}

    /**
     * Of a turn the person it belongs to, or the assistant, application or run where no person does; of an order the person
     * whose memory it changes, or else who gave it. Empty for what sensors and feeds send.
     */
    public static Optional<Subject> of(Payload payload) {
        return switch (payload) {
            case Payload.ConversationTurn turn -> Optional.of(person(turn.subject(), turn.participants()));
            case Payload.Command command -> Optional.of(
                    command.subject().isActor() ? command.subject() : caller(command.actor()));
            case Payload.Event _,Payload.IntelligenceObject _,Payload.Rollback _ -> Optional.empty();
            case Payload.Import order -> Optional.ofNullable(order.owner());
        };
    }

    private static Subject person(Subject subject, List<Subject> others) {
        return Stream.concat(Stream.of(subject), others.stream()).filter(one -> one.type().equals(PERSON)).findFirst()
                .orElse(subject);
    }

    /** Who is known by the name of a credential alone. */
    public static Subject caller(String name) {
        try {
            return name.contains(":") ? Subject.parse(name) : new Subject(PERSON, name);
        } catch (IllegalArgumentException e) {
            return new Subject(PERSON, "caller");
        }
    }
}
