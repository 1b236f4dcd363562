package dev.palimpsest.query.mem0;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.query.settings.Settings;
import dev.palimpsest.query.settings.Settings.Entry;
import dev.palimpsest.query.settings.Settings.Sort;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers to webhooks. A delivery is durable before it is first tried, tried again with growing pauses, and kept as a log of
 * what came of it; after a restart what was open is taken up again. At least once, in no order. Never blocks who brings one.
 */
public final class Deliveries implements AutoCloseable {

    /** Pauses before each try after the first. */
    private static final Duration[] PAUSES = {Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30),
            Duration.ofMinutes(5), Duration.ofMinutes(30)};

    /** Most deliveries that wait or are under way at once; more wait in the topic until somebody restarts. */
    private static final int OPEN_MAX = 10_000;

    /** The log's clock may be so far behind this one. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(1);

    /** Most that are under way at once. */
    private static final int TRIES_MAX = 16;

    private static final Logger LOGGER = LoggerFactory.getLogger(Deliveries.class);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String ACTOR = "webhooks";

    private final Settings settings;
    private final Postman postman;
    private final InstantSource clock;
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private final Semaphore tries = new Semaphore(TRIES_MAX);
    private final ScheduledExecutorService timer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("webhook-timer").daemon().factory());

    public Deliveries(Settings settings, Postman postman, InstantSource clock) {
        this.settings = settings;
        this.postman = postman;
        this.clock = clock;
    }

    /** Takes up what was open when the service ended. */
    public void resume() {
        settings.all(Sort.DELIVERY).stream()
                .filter(entry -> entry.value().path("status").asText().equals("PENDING"))
                .forEach(entry -> schedule(entry.tenant(), entry.id(), Duration.ZERO));
    }

    /**
     * Tells every active webhook of the tenant that wants events of this type and was there when it happened.
     *
     * @param keyId of the words in it; null where they are nobody's. Once it is destroyed nothing is delivered any more
     */
    void tell(TenantId tenant, String type, ObjectNode details, Instant happened, @Nullable String keyId) {
        for (Entry webhook : settings.all(tenant, Sort.WEBHOOK)) {
            boolean wanted = false;
            for (var each : webhook.value().path("event_types")) {
                wanted |= each.asText().equals(type);
            }
            Instant since = OffsetDateTime.parse(webhook.value().path("created_at").asText()).toInstant();
            boolean early = happened.plus(CLOCKS_DIFFER).isBefore(since);
            if (wanted && !early && webhook.value().path("is_active").asBoolean()) {
                begin(tenant, webhook.id(), type, details, keyId);
            }
        }
    }

    private void begin(TenantId tenant, String webhook, String type, ObjectNode details, @Nullable String keyId) {
        String id = UUID.randomUUID().toString();
        ObjectNode delivery = NODES.objectNode().put("id", id).put("webhook_id", webhook).put("event_type", type)
                .put("status", "PENDING").put("created_at", MemoryShape.time(clock.instant()));
        delivery.set("body", NODES.objectNode().set("event_details", details));
        delivery.set("attempts", NODES.arrayNode());
        settings.put(tenant, Sort.DELIVERY, id, delivery, ACTOR, keyId);
        schedule(tenant, id, Duration.ZERO);
    }

    private void schedule(TenantId tenant, String id, Duration pause) {
        if (open.size() >= OPEN_MAX || !open.add(tenant + "/" + id)) {
            LOGGER.atWarn().addKeyValue("delivery", id).log("too many deliveries are open: this one waits");
            return;
        }
        Future<?> _ = timer.schedule(() -> Thread.ofVirtual().name("webhook").start(() -> attempt(tenant, id)),
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void attempt(TenantId tenant, String id) {
        Duration again = null;
        tries.acquireUninterruptibly();
        try {
            again = attempted(tenant, id);
        } catch (Refusal e) {
            LOGGER.atWarn().addKeyValue("delivery", id).addKeyValue("reason", e.getMessage())
                    .log("what came of a delivery was not kept");
            again = PAUSES[0];
        } finally {
            tries.release();
            open.remove(tenant + "/" + id);
        }
        if (again != null) {
            schedule(tenant, id, again);
        }
    }

    /** The pause before the next try; null where there is none. */
    private @Nullable Duration attempted(TenantId tenant, String id) {
        Entry entry = settings.get(tenant, Sort.DELIVERY, id).orElse(null);
        if (entry == null || !entry.value().path("status").asText().equals("PENDING")) {
            return null;
        }
        ObjectNode delivery = entry.value().deepCopy();
        Entry webhook = settings.get(tenant, Sort.WEBHOOK, delivery.path("webhook_id").asText()).orElse(null);
        if (webhook == null || !webhook.value().path("is_active").asBoolean()) {
            settings.put(tenant, Sort.DELIVERY, id, delivery.put("status", "CANCELLED"), ACTOR, entry.keyId());
            return null;
        }
        Instant now = clock.instant();
        Postman.Outcome outcome = postman.post(webhook.value().path("url").asText(),
                webhook.value().path("secret").asText(), id, now, delivery.path("body").toString());
        ArrayNode attempts = (ArrayNode) delivery.path("attempts");
        attempts.add(NODES.objectNode().put("at", MemoryShape.time(now)).put("status", outcome.status())
                .put("error", outcome.error()));
        boolean last = attempts.size() > PAUSES.length;
        String status = outcome.isDelivered() ? "DELIVERED" : last ? "FAILED" : "PENDING";
        settings.put(tenant, Sort.DELIVERY, id, delivery.put("status", status), ACTOR, entry.keyId());
        return status.equals("PENDING") ? PAUSES[attempts.size() - 1] : null;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
