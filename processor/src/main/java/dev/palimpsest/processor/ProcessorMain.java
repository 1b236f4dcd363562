package dev.palimpsest.processor;

import dev.palimpsest.index.embed.BilingualEmbedder;
import dev.palimpsest.index.opensearch.IndexConfig;
import dev.palimpsest.index.opensearch.OpenSearchMemoryWriter;
import dev.palimpsest.processor.service.ProcessorConfig;
import dev.palimpsest.processor.service.ProcessorService;
import org.eclipse.microprofile.config.ConfigProvider;

/** Runs the processor until the process is told to end, or the stream gives up: then it exits with 1, to be started anew. */
public final class ProcessorMain {

    private ProcessorMain() {}

    public static void main(String[] args) {
        ProcessorConfig config = ProcessorConfig.from(ConfigProvider.getConfig());
        BilingualEmbedder embedder = BilingualEmbedder.bundled();
        OpenSearchMemoryWriter writer = new OpenSearchMemoryWriter(IndexConfig.at(config.search()), embedder);
        ProcessorService service = ProcessorService.start(config, writer);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            service.close();
            writer.close();
            embedder.close();
        }));
        System.err.println("palimpsest-processor: " + service.ended().join());
        System.exit(1);
    }
}
