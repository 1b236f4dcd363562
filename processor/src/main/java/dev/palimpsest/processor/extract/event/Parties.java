package dev.palimpsest.processor.extract.event;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.processor.extract.typed.Subjects;
import dev.palimpsest.sigma.Party;
import dev.palimpsest.sigma.Story;
import java.util.List;
import java.util.Optional;

/**
 * Between whom something happened.
 *
 * @param source whom the story is about: the address it came from, else the machine itself
 * @param target where it took effect; the source itself where no other is known
 */
record Parties(Subject source, Subject target) {

    /** As much as the event names; empty where it names nobody. */
    static Optional<Parties> of(SensorEvent event) {
        if (event.isFromWire()) {
            return between(event);
        }
        return event.host().flatMap(host -> event.remoteSource().map(source -> new Parties(source, host)))
                .or(() -> event.host().map(Parties::alone)).or(() -> between(event))
                .or(() -> event.actor().map(Parties::alone));
    }

    /** Those a rule wants; empty where the event does not name them. */
    static Optional<Parties> of(SensorEvent event, Story story) {
        if (story.from().isEmpty() && story.on().isEmpty()) {
            return of(event);
        }
        List<Party> from = story.from().isEmpty() ? story.on() : story.from();
        List<Party> on = story.on().isEmpty() ? story.from() : story.on();
        return first(event, from).flatMap(source -> first(event, on).map(target -> new Parties(source, target)));
    }

    /** The same the other way round. */
    Parties reversed() {
        return new Parties(target, source);
    }

    boolean isOneMachine() {
        return source.equals(target);
    }

    private static Parties alone(Subject subject) {
        return new Parties(subject, subject);
    }

    private static Optional<Parties> between(SensorEvent event) {
        return event.source().map(source -> new Parties(source, event.destination().orElse(source)));
    }

    private static Optional<Subject> first(SensorEvent event, List<Party> parties) {
        return parties.stream().flatMap(party -> named(event, party).stream()).findFirst();
    }

    private static Optional<Subject> named(SensorEvent event, Party party) {
        return switch (party) {
            case SOURCE -> event.isFromWire() ? event.source() : event.remoteSource();
            case DESTINATION -> event.destination();
            case HOST -> event.host();
            case ACCOUNT -> event.actor();
            case TARGET_ACCOUNT -> event.first("user.target.name").flatMap(name -> Subjects.account(name, false));
            case CLOUD_ACCOUNT -> cloudAccount(event);
        };
    }

    /** The account of a cloud's customer, which stands for a machine where there is none. */
    static Optional<Subject> cloudAccount(SensorEvent event) {
        return event.first("cloud.account.id", "recipientAccountId", "userIdentity.accountId")
                .filter(id -> id.matches("[0-9a-zA-Z-]{4,64}")).map(id -> new Subject("cloud-account", id));
    }
}
