package dev.palimpsest.processor.service;

import dev.palimpsest.sigma.RuleSet;
import dev.palimpsest.sigma.ShippedRules;
import dev.palimpsest.sigma.folder.RuleFolder;
import dev.palimpsest.sigma.folder.RuleFolder.Look;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shipped rules and those in a folder, which is looked at again and again. */
final class RuleWatch implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(RuleWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(2);

    /** Refusals of one look that are told one by one. */
    private static final int TOLD_MAX = 50;

    private final RuleFolder folder;
    private final ScheduledExecutorService looking = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("watch-rules").daemon().factory());

    private RuleWatch(RuleFolder folder) {
        this.folder = folder;
    }

    /** Reads the folder, and goes on doing so. */
    static RuleWatch over(Path folder) {
        RuleWatch watch = new RuleWatch(new RuleFolder(folder, ShippedRules.all()));
        watch.look();
        var _ = watch.looking.scheduleWithFixedDelay(watch::look, EVERY.toMillis(), EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
        return watch;
    }

    /** Those in force. */
    RuleSet rules() {
        return folder.rules();
    }

    /** A failure must not end the looking. */
    private void look() {
        try {
            Look look = folder.look();
            look.refusals().stream().limit(TOLD_MAX).forEach(refusal -> LOGGER.warn("rule refused: {}", refusal));
            if (look.changed()) {
                LOGGER.info("{} rules are in force", folder.rules().rules().size());
            }
        } catch (RuntimeException e) {
            LOGGER.atError().setCause(e).log("the folder of rules cannot be read");
        }
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
