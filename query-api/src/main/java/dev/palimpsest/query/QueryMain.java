package dev.palimpsest.query;

import dev.palimpsest.access.Startup;
import dev.palimpsest.index.embed.BilingualEmbedder;
import dev.palimpsest.index.opensearch.IndexConfig;
import dev.palimpsest.index.opensearch.OpenSearchMemoryReader;
import dev.palimpsest.index.opensearch.OpenSearchMemoryWriter;
import dev.palimpsest.query.service.QueryConfig;
import dev.palimpsest.query.service.QueryService;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.config.ConfigProvider;

/** Runs the query API until the process is told to end. */
public final class QueryMain {

    private static final String NAME = "query-api";

    private QueryMain() {}

    public static void main(String[] args) throws InterruptedException {
        QueryConfig config = Startup.orExit(NAME, () -> QueryConfig.from(ConfigProvider.getConfig()));
        BilingualEmbedder embedder = BilingualEmbedder.bundled();
        OpenSearchMemoryReader reader = new OpenSearchMemoryReader(IndexConfig.at(config.search()), embedder);
        OpenSearchMemoryWriter index = new OpenSearchMemoryWriter(IndexConfig.at(config.search()), embedder);
        QueryService service = Startup.orExit(NAME, () -> QueryService.start(config, reader, index));
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            service.close();
            reader.close();
            index.close();
            embedder.close();
            ended.countDown();
        }));
        ended.await();
    }
}
