package dev.palimpsest.local.chaos;

import dev.palimpsest.local.chaos.Account.Contact;
import dev.palimpsest.local.chaos.Account.Expected;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the system holds in the end.
 *
 * @param contacts    sightings that its memory counts, by what they connect
 * @param turns       how many memories say it, by words
 * @param receipts    kept
 * @param deadLetters reasons of those that there are
 */
record Found(Map<Contact, Long> contacts, Map<String, Long> turns, Set<String> receipts, List<String> deadLetters) {

    private static final int NAMED_MAX = 5;

    Found {
        contacts = Map.copyOf(contacts);
        turns = Map.copyOf(turns);
        receipts = Set.copyOf(receipts);
        deadLetters = List.copyOf(deadLetters);
    }

    /** Receipts that no answer promised and that are lost; told, not held against anybody. */
    long lostUnpromised(Expected expected) {
        return expected.unpromised().stream().filter(id -> !receipts.contains(id)).count();
    }

    /** Where it is not what was acknowledged; empty where all is. */
    List<String> differences(Expected expected) {
        List<String> differences = new ArrayList<>();
        Set<Contact> all = new HashSet<>(expected.contacts().keySet());
        all.addAll(contacts.keySet());
        for (Contact contact : all) {
            long want = expected.contacts().getOrDefault(contact, 0L);
            long have = contacts.getOrDefault(contact, 0L);
            if (want != have) {
                differences.add(contact.source() + " contacted " + contact.target() + " " + want
                        + " times and is remembered " + have + " times");
            }
        }
        name(differences, "acknowledged turns are not remembered",
                expected.turns().keySet().stream().filter(text -> !turns.containsKey(text)).toList());
        name(differences, "turns are remembered more than once",
                turns.entrySet().stream().filter(turn -> turn.getValue() > 1).map(Map.Entry::getKey).toList());
        name(differences, "turns are remembered that were not acknowledged",
                turns.keySet().stream().filter(text -> !expected.turns().containsKey(text)).toList());
        name(differences, "receipts that were said to be durable are lost",
                expected.promised().stream().filter(id -> !receipts.contains(id)).toList());
        name(differences, "records were set aside", deadLetters);
        return differences;
    }

    private static void name(List<String> differences, String what, List<String> which) {
        if (!which.isEmpty()) {
            differences.add(which.size() + " " + what + ": "
                    + String.join(", ", new TreeSet<>(which).stream().limit(NAMED_MAX).toList()));
        }
    }
}
