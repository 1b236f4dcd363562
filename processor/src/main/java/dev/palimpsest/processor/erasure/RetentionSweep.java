package dev.palimpsest.processor.erasure;

import dev.palimpsest.memory.Micros;
import dev.palimpsest.schemas.avro.ErasureStage;
import dev.palimpsest.schemas.avro.ErasureStep;
import dev.palimpsest.trust.seal.KeyVault;
import dev.palimpsest.trust.seal.KeyVault.Due;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets what was kept for its time: an order like that to forget somebody, naming the keys of the stretch of time that is
 * over. What follows is the same, certificate included. Several instances may do it beside one another: an order's id is of its
 * keys, so that two are one.
 *
 * <p>A time is over when both clock and log are past it. Destroying cannot be undone and clocks can jump: what the brokers hold was
 * written by others, by their clocks. Where nothing is written nothing ends either, until something is.
 */
public final class RetentionSweep implements AutoCloseable {

    /** Keys of one order, so that a record stays small. */
    static final int KEYS_MAX = 1_000;

    private static final Logger LOGGER = LoggerFactory.getLogger(RetentionSweep.class);
    private static final Duration EVERY = Duration.ofSeconds(15);

    /** Looking takes no more than this part of the time. */
    private static final int SPARING = 50;

    private static final String ACTOR = "retention";

    private final KeyVault vault;
    private final Consumer<ErasureStep> orders;
    private final InstantSource clock;
    private final Supplier<Instant> heard;
    private final CountDownLatch stop = new CountDownLatch(1);

    /**
     * @param orders makes an order durable before it returns
     * @param heard  when the newest of what was observed was written; {@link Instant#MIN} where nothing was
     */
    public RetentionSweep(KeyVault vault, Consumer<ErasureStep> orders, InstantSource clock,
            Supplier<Instant> heard) {
        this.vault = vault;
        this.orders = orders;
        this.clock = clock;
        this.heard = heard;
    }

    /** Begins on a thread of its own. */
    public void start() {
        Thread.ofPlatform().name("retention").daemon().start(this::run);
    }

    private void run() {
        Duration pause = EVERY;
        while (!isStopping(pause)) {
            long began = System.nanoTime();
            try {
                sweep();
                vault.problem().ifPresent(problem -> LOGGER.atError().addKeyValue("reason", problem)
                        .log("the policy of forgetting before this one stays"));
            } catch (RuntimeException e) { // whatever passes: what is due stays due
                LOGGER.atWarn().setCause(e).log("what was kept for its time is not forgotten yet");
            }
            Duration took = Duration.ofNanos(System.nanoTime() - began).multipliedBy(SPARING);
            pause = took.compareTo(EVERY) > 0 ? took : EVERY;
        }
    }

    /** Orders and destroys what is due now; nothing of it is lost where this ends in between. */
    void sweep() {
        Instant now = Micros.of(clock.instant());
        if (vault.due(now).isEmpty()) {
            return;
        }
        Instant written = heard.get();
        for (Due due : vault.due(written.isBefore(now) ? written : now)) {
            for (int from = 0; from < due.keys().size(); from += KEYS_MAX) {
                List<String> keys = due.keys().subList(from, Math.min(due.keys().size(), from + KEYS_MAX));
                orders.accept(order(due, keys, now));
                keys.forEach(key -> vault.destroy(key, now));
                LOGGER.atInfo().addKeyValue("tenant", due.tenant()).addKeyValue("kind", due.kind())
                        .addKeyValue("keys", keys.size()).log("what was kept for its time is forgotten");
            }
        }
    }

    private static ErasureStep order(Due due, List<String> keys, Instant now) {
        String id = UUID.nameUUIDFromBytes(String.join(" ", keys).getBytes(StandardCharsets.US_ASCII)).toString();
        return ErasureStep.newBuilder().setId(id).setTenant(due.tenant().value()).setSubject("tenant:" + due.tenant())
                .setKeys(keys).setStage(ErasureStage.REQUESTED).setPartition(0).setPartitions(1).setActor(ACTOR)
                .setReason(due.kind() + " is kept for " + due.longest()).setAt(now).build();
    }

    private boolean isStopping(Duration within) {
        try {
            return stop.await(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        stop.countDown();
    }
}
