package dev.palimpsest.local.chaos;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What was acknowledged, kept apart from the system that acknowledged it. Safe for several threads. */
final class Account {

    private final Map<Contact, Long> contacts = new HashMap<>();
    private final Map<String, String> turns = new HashMap<>();
    private final Set<String> promised = new HashSet<>();
    private final Set<String> unpromised = new HashSet<>();
    private long events;

    /** Somebody's connection to somebody else, as subjects. */
    record Contact(String source, String target) {}

    /** Events that were accepted, by what connects them. */
    synchronized void events(Map<Contact, Long> accepted) {
        accepted.forEach((contact, count) -> {
            contacts.merge(contact, count, Long::sum);
            events += count;
        });
    }

    /** A turn that was accepted. */
    synchronized void turn(String text, String user) {
        turns.put(text, user);
    }

    /** A receipt that an answer named; promised where the answer said that it is durable. */
    synchronized void receipt(String id, boolean durable) {
        (durable ? promised : unpromised).add(id);
    }

    /**
     * What stands in it now.
     *
     * @param events     accepted in all
     * @param contacts   events by what they connect
     * @param turns      users by the words they said, no two the same
     * @param promised   receipts that are durable by the answer's own word
     * @param unpromised receipts of which the answer said that it cannot tell
     */
    record Expected(long events, Map<Contact, Long> contacts, Map<String, String> turns, Set<String> promised,
            Set<String> unpromised) {
        Expected {
            contacts = Map.copyOf(contacts);
            turns = Map.copyOf(turns);
            promised = Set.copyOf(promised);
            unpromised = Set.copyOf(unpromised);
        }
    }

    synchronized Expected expected() {
        return new Expected(events, contacts, turns, promised, unpromised);
    }
}
