package dev.palimpsest.ingest;

import dev.palimpsest.ingest.service.IngestConfig;
import dev.palimpsest.ingest.service.IngestService;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.config.ConfigProvider;

/** Runs ingest until the process is told to end. */
public final class IngestMain {

    private IngestMain() {}

    public static void main(String[] args) throws InterruptedException {
        IngestService service = started();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            service.close();
            ended.countDown();
        }));
        ended.await();
    }

    /** Half an ingest is none: where one part does not start the process ends, so that its supervisor sees it. */
    private static IngestService started() {
        try {
            return IngestService.start(IngestConfig.from(ConfigProvider.getConfig()));
        } catch (RuntimeException e) {
            System.err.println("ingest cannot start: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            System.exit(1);
            throw e;
        }
    }
}
