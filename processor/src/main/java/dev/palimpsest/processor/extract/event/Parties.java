package dev.palimpsest.processor.extract.event;

import dev.palimpsest.memory.Subject;
import java.util.Optional;

/**
 * Between whom something happened.
 *
 * @param source whom the story is about: the address it came from, else the machine itself
 * @param target where it took effect; the source itself where no other is known
 */
record Parties(Subject source, Subject target) {

    /** Who is source and target of a rule's events. */
    enum Cast {
        /** What a machine did to itself. */
        MACHINE,
        /** What another address did to the machine that reports it. */
        REMOTE_TO_MACHINE,
        /** What one address did to another. */
        ADDRESS_TO_ADDRESS,
        /** As much of all this as the event names. */
        ANY
    }

    /** Empty where the event does not name them. */
    static Optional<Parties> of(SensorEvent event, Cast cast) {
        return switch (cast) {
            case MACHINE -> event.host().map(host -> new Parties(host, host));
            case REMOTE_TO_MACHINE -> remote(event);
            case ADDRESS_TO_ADDRESS -> between(event);
            case ANY -> event.isFromWire()
                    ? between(event)
                    : remote(event).or(() -> of(event, Cast.MACHINE))
                            .or(() -> between(event));
        };
    }

    /** The same the other way round. */
    Parties reversed() {
        return new Parties(target, source);
    }

    boolean isOneMachine() {
        return source.equals(target);
    }

    private static Optional<Parties> remote(SensorEvent event) {
        return event.host().flatMap(host -> event.remoteSource().map(source -> new Parties(source, host)));
    }

    private static Optional<Parties> between(SensorEvent event) {
        return event.source().map(source -> new Parties(source, event.destination().orElse(source)));
    }
}
