package dev.palimpsest.processor;

import dev.palimpsest.access.Startup;
import dev.palimpsest.index.embed.BilingualEmbedder;
import dev.palimpsest.index.opensearch.IndexConfig;
import dev.palimpsest.index.opensearch.OpenSearchMemoryWriter;
import dev.palimpsest.processor.service.IndexerService;
import dev.palimpsest.processor.service.ProcessorConfig;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.config.ConfigProvider;

/** Runs the indexer beside processors with {@code palimpsest.indexer=apart}, until the process is told to end. */
public final class IndexerMain {

    private static final String NAME = "indexer";

    private IndexerMain() {}

    public static void main(String[] args) throws InterruptedException {
        ProcessorConfig config = Startup.orExit(NAME, () -> ProcessorConfig.from(ConfigProvider.getConfig()));
        BilingualEmbedder embedder = BilingualEmbedder.bundled();
        OpenSearchMemoryWriter writer = new OpenSearchMemoryWriter(IndexConfig.at(config.search()), embedder);
        IndexerService service = Startup.orExit(NAME, () -> IndexerService.start(config, writer));
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            service.close();
            writer.close();
            embedder.close();
            ended.countDown();
        }));
        ended.await();
    }
}
