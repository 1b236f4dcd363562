package dev.palimpsest.processor;

import dev.palimpsest.index.embed.BilingualEmbedder;
import dev.palimpsest.index.opensearch.IndexConfig;
import dev.palimpsest.index.opensearch.OpenSearchMemoryWriter;
import dev.palimpsest.processor.service.ProcessorConfig;
import dev.palimpsest.processor.service.ProcessorService;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.config.ConfigProvider;

/** Runs the processor until the process is told to end. */
public final class ProcessorMain {

    private ProcessorMain() {}

    public static void main(String[] args) throws InterruptedException {
        ProcessorConfig config = ProcessorConfig.from(ConfigProvider.getConfig());
        BilingualEmbedder embedder = BilingualEmbedder.bundled();
        OpenSearchMemoryWriter writer = new OpenSearchMemoryWriter(IndexConfig.at(config.search()), embedder);
        ProcessorService service = ProcessorService.start(config, writer);
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
