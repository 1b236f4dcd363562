package dev.palimpsest.query.recall;

import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is connected with a subject: the relations within so many steps, the nearest and of these the latest observed first.
 *
 * @param subjects how many steps each is away, the first included
 * @param cut      whether there are, or may be, more than were asked for
 */
public record Connections(Map<Subject, Integer> subjects, List<Edge> edges, boolean cut) {

    /** Most steps. */
    static final int DEPTH_MAX = 3;

    /** Most edges. */
    static final int EDGES_MAX = 1000;

    /** An edge and the memory that says it. */
    public record Edge(Subject source, String type, Subject target, Memory memory) {

        /** Empty where the memory is no edge. */
        static Optional<Edge> of(Memory memory) {
            String key = memory.identity().key();
            int arrow = key.indexOf('>');
            if (memory.identity().form() != Identity.Form.EDGE || arrow < 0) {
                return Optional.empty();
            }
            return Optional.of(new Edge(memory.subject(), key.substring(0, arrow),
                    Subject.parse(key.substring(arrow + 1)), memory));
        }

        private Subject other(Subject end) {
            return source.equals(end) ? target : source;
        }
    }

    /** Breadth first; each subject and each edge once. */
    static Connections of(MemoryReader reader, TenantId tenant, Subject start, int depth, int max, Instant at) {
        Map<Subject, Integer> steps = new HashMap<>(Map.of(start, 0));
        Map<String, Edge> edges = new LinkedHashMap<>();
        Deque<Subject> next = new ArrayDeque<>(List.of(start));
        MemoryFilter relations = MemoryFilter.CURRENT.withAsOf(at).withKinds(Kind.RELATION);
        boolean cut = false;
        while (!next.isEmpty() && edges.size() < max) {
            Subject subject = next.remove();
            int step = steps.getOrDefault(subject, 0);
            if (step == depth) {
                break; // the nearest come first, so all others are as far away
            }
            MemoryReader.Page page = reader.list(tenant, relations.withAbout(Set.of(subject)),
                    Math.min(MemoryFilter.SIZE_MAX, max), null);
            cut |= page.next() != null;
            for (Memory memory : page.memories()) {
                Optional<Edge> edge = Edge.of(memory).filter(one -> one.source().equals(subject) || one.target().equals(
                        subject));
                if (edge.isPresent() && edges.size() < max) {
                    edges.put(memory.id().toString(), edge.get());
                    Subject other = edge.get().other(subject);
                    if (steps.putIfAbsent(other, step + 1) == null) {
                        next.add(other);
                    }
                } else if (edge.isPresent() && !edges.containsKey(memory.id().toString())) {
                    cut = true;
                }
            }
        }
        boolean unseen = next.stream().anyMatch(subject -> steps.getOrDefault(subject, 0) < depth);
        return new Connections(Map.copyOf(steps), List.copyOf(edges.values()), cut || unseen);
    }
}
