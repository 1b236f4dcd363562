package dev.palimpsest.processor.extract.event;

/** What a rule asks of an event. Pure. */
@FunctionalInterface
interface Condition {

    boolean holds(SensorEvent event);

    default Condition and(Condition other) {
        return event -> holds(event) && other.holds(event);
    }

    default Condition or(Condition other) {
        return event -> holds(event) || other.holds(event);
    }
}
