package dev.palimpsest.index.inmemory;

import dev.palimpsest.index.MemoryIndexContract;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.index.MemoryWriter;

class InMemoryMemoryIndexTest extends MemoryIndexContract {

    private final InMemoryMemoryIndex index = new InMemoryMemoryIndex();

    @Override
    protected MemoryReader reader() {
        return index;
    }

    @Override
    protected MemoryWriter writer() {
        return index;
    }
}
