package dev.palimpsest.ingest;

import dev.palimpsest.access.Startup;
import dev.palimpsest.ingest.service.IngestConfig;
import dev.palimpsest.ingest.service.IngestService;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.config.ConfigProvider;

/** Runs ingest until the process is told to end. */
public final class IngestMain {

    private IngestMain() {}

    public static void main(String[] args) throws InterruptedException {
        IngestService service = Startup.orExit("ingest",
                () -> IngestService.start(IngestConfig.from(ConfigProvider.getConfig())));
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            service.close();
            ended.countDown();
        }));
        ended.await();
    }
}
