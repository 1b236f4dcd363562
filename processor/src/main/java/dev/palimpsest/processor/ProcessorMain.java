package dev.palimpsest.processor;

import dev.palimpsest.access.Startup;
import dev.palimpsest.index.embed.BilingualEmbedder;
import dev.palimpsest.index.opensearch.IndexConfig;
import dev.palimpsest.index.opensearch.OpenSearchMemoryWriter;
import dev.palimpsest.processor.service.ProcessorConfig;
import dev.palimpsest.processor.service.ProcessorService;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Runs the processor until the process is told to end, or the stream gives up: then it exits with 1, to be started anew.
 * With {@code palimpsest.indexer=apart} the indexing is left to processes of {@link IndexerMain}.
 */
public final class ProcessorMain {

    private ProcessorMain() {}

    public static void main(String[] args) {
        ProcessorService service = Startup.orExit("processor", ProcessorMain::started);
        System.err.println("palimpsest-processor: " + service.ended().join());
        System.exit(1);
    }

    private static ProcessorService started() {
        ProcessorConfig config = ProcessorConfig.from(ConfigProvider.getConfig());
        return isIndexerApart() ? alone(config) : withIndexer(config);
    }

    private static boolean isIndexerApart() {
        String where = ConfigProvider.getConfig().getOptionalValue("palimpsest.indexer", String.class).orElse("here");
        if (!where.equals("here") && !where.equals("apart")) {
            throw new IllegalArgumentException("palimpsest.indexer is here or apart; got: " + where);
        }
        return where.equals("apart");
    }

    private static ProcessorService alone(ProcessorConfig config) {
        BilingualEmbedder models = BilingualEmbedder.bundled();
        ProcessorService service = ProcessorService.start(config, null, models);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            service.close();
            models.close();
        }));
        return service;
    }

    private static ProcessorService withIndexer(ProcessorConfig config) {
        BilingualEmbedder embedder = BilingualEmbedder.bundled();
        OpenSearchMemoryWriter writer = new OpenSearchMemoryWriter(IndexConfig.at(config.search()), embedder);
        ProcessorService service = ProcessorService.start(config, writer, embedder);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            service.close();
            writer.close();
            embedder.close();
        }));
        return service;
    }
}
