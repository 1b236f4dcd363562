package dev.palimpsest.index.opensearch;

import dev.palimpsest.index.MemoryIndexContract;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.index.MemoryWriter;
import dev.palimpsest.index.embed.HashEmbedder;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract over OpenSearch, on an alias of its own. Extend it and say where OpenSearch is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class OpenSearchContract extends MemoryIndexContract {

    private OpenSearchMemoryReader reader;
    private OpenSearchMemoryWriter writer;

    protected abstract URI search();

    @Override
    protected MemoryReader reader() {
        return reader;
    }

    @Override
    protected MemoryWriter writer() {
        return writer;
    }

    @BeforeAll
    void open() {
        IndexConfig config = IndexConfig.at(search()).withAlias("contract-" + ProcessHandle.current().pid());
        reader = new OpenSearchMemoryReader(config, HashEmbedder.bilingual());
        writer = new OpenSearchMemoryWriter(config, HashEmbedder.bilingual());
    }

    @AfterAll
    void close() {
        writer.deleteIndex();
        writer.close();
        reader.close();
    }
}
