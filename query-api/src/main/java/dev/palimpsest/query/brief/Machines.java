package dev.palimpsest.query.brief;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Subject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which addresses and hosts are one machine, learnt from {@code has-address} edges. An address stands for its host only
 * while it has one host: behind a reassigned or shared address two hosts stay two. Not safe for several threads.
 */
final class Machines {

    /** The type of the edge from a host to its address. */
    static final String HAS_ADDRESS = "has-address";

    private final Map<Subject, SortedMap<Subject, MemoryRef>> hostsByAddress = new HashMap<>();
    private final Map<Subject, Set<Subject>> addressesByHost = new HashMap<>();

    /** Takes in the edges among the memories; others are passed over. */
    void learn(Collection<Memory> relations) {
        relations.forEach(relation -> Subjects.target(relation, HAS_ADDRESS).ifPresent(address -> {
            hostsByAddress.computeIfAbsent(address, _ -> new TreeMap<>()).put(relation.subject(), relation.ref());
            addressesByHost.computeIfAbsent(relation.subject(), _ -> new TreeSet<>()).add(address);
        }));
    }

    /** One hop away: the hosts behind an address, the addresses of a host. */
    Set<Subject> linked(Subject subject) {
        Map<Subject, MemoryRef> hosts = hostsByAddress.get(subject);
        return hosts != null ? Set.copyOf(hosts.keySet()) : Set.copyOf(addressesByHost.getOrDefault(subject, Set.of()));
    }

    /** The machine a subject belongs to: the only host of an address, otherwise the subject itself. */
    Subject of(Subject subject) {
        SortedMap<Subject, MemoryRef> hosts = hostsByAddress.get(subject);
        return hosts != null && hosts.size() == 1 ? hosts.firstKey() : subject;
    }

    /** The edge by which an address belongs to a host; empty where it is not known to. */
    Optional<MemoryRef> edge(Subject host, Subject address) {
        SortedMap<Subject, MemoryRef> hosts = hostsByAddress.get(address);
        return hosts == null ? Optional.empty() : Optional.ofNullable(hosts.get(host));
    }
}
