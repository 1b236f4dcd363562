package dev.palimpsest.processor.service;

import dev.palimpsest.access.Door;
import dev.palimpsest.access.Health;
import dev.palimpsest.index.MemoryWriter;
import dev.palimpsest.processor.topology.Contracts;
import dev.palimpsest.schemas.registry.HttpSchemaRegistry;
import dev.palimpsest.trust.seal.KeyDirectory;
import dev.palimpsest.trust.seal.SealedRecords;
import dev.palimpsest.trust.seal.Sealer;
import java.util.Map;
import java.util.Optional;

/** The indexer alone, for who scales or restarts it apart from the stream; and its health. */
public final class IndexerService implements AutoCloseable {

    private final IndexingPart indexing;
    private final Door door;

    private IndexerService(ProcessorConfig config, MemoryWriter writer) {
        indexing = IndexingPart.of(config, Contracts.over(new HttpSchemaRegistry(config.registry()),
                new SealedRecords(new Sealer(KeyDirectory.at(config.keys())))), writer);
        door = Door.open(config.door(), _ -> Optional.empty(), new Health(Map.of("index", indexing::problem)), _ -> {});
    }

    /**
     * Makes the topics, registers the contracts and starts.
     *
     * @param config of which the door, the servers and what topics are made with count here
     * @param writer stays the caller's to close
     */
    public static IndexerService start(ProcessorConfig config, MemoryWriter writer) {
        ProcessorService.prepare(config);
        IndexerService service = new IndexerService(config, writer);
        service.indexing.start();
        return service;
    }

    @Override
    public void close() {
        door.close();
        indexing.close();
    }
}
