package dev.palimpsest.query.recall;

import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.query.recall.Receipt.Shown;
import java.util.Collection;
import java.util.List;

/** What an answer shows. */
final class Shows {

    private Shows() {}

    static List<Shown> hits(Collection<MemoryReader.Hit> hits) {
        return hits.stream().map(hit -> new Shown(hit.memory().ref(), hit.score())).toList();
    }

    static List<Shown> memories(Collection<Memory> memories) {
        return refs(memories.stream().map(Memory::ref).toList());
    }

    static List<Shown> refs(Collection<MemoryRef> refs) {
        return refs.stream().map(ref -> new Shown(ref, 0)).toList();
    }
}
