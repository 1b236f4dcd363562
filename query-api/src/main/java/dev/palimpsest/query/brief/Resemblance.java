package dev.palimpsest.query.brief;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Subject;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * How an activity compares with what a piece of malware is known for.
 *
 * @param malware  compared with
 * @param activity compared
 * @param shared   the techniques seen that it is known to use, each with the relation that says so
 * @param others   the techniques seen that are not on record for it
 * @param contacts with what intelligence lists as its own
 * @param interest 0 where the question names it, 1 where the asker often works on it, 2 otherwise
 * @param habit    the memory of that habit, if any
 */
record Resemblance(Subject malware, Activity activity, SortedMap<String, MemoryRef> shared, List<String> others,
        List<Contact> contacts, int interest, List<Memory> habit) {

    /** So many contacts with its known infrastructure or files are enough by themselves. */
    static final int CONTACTS_MIN = 1;

    /** Without contact, so many techniques must be shared … */
    static final int SHARED_MIN = 3;

    /** … and they must be this share of the techniques seen: anything resembles everything in one technique. */
    static final double SHARED_RATIO_MIN = 0.5;

    /** What the question names and the asker works on first; then contact, then shared techniques. */
    static final Comparator<Resemblance> BY_INTEREST = Comparator.comparingInt(Resemblance::interest)
            .thenComparingInt(each -> -each.contacts.size()).thenComparingInt(each -> -each.shared.size())
            .thenComparing(Resemblance::malware);

    /** How many techniques were seen in all. */
    int seen() {
        return shared.size() + others.size();
    }

    /** Whether the evidence is enough to speak of it. */
    boolean isBacked() {
        return contacts.size() >= CONTACTS_MIN
                || (shared.size() >= SHARED_MIN && shared.size() >= SHARED_RATIO_MIN * seen());
    }
}
