package dev.palimpsest.query.service;

import dev.palimpsest.access.ApiKeys;
import dev.palimpsest.access.Credentials;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Health;
import dev.palimpsest.access.OidcTokens;
import dev.palimpsest.access.openapi.DocsRoutes;
import dev.palimpsest.index.IndexUnavailable;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.index.MemoryWriter;
import dev.palimpsest.query.audit.DeadLetterReading;
import dev.palimpsest.query.audit.Export;
import dev.palimpsest.query.audit.MemoryLog;
import dev.palimpsest.query.audit.ObservationReading;
import dev.palimpsest.query.audit.Past;
import dev.palimpsest.query.audit.TopicReading;
import dev.palimpsest.query.audit.Verification;
import dev.palimpsest.query.barrier.IndexedPlace;
import dev.palimpsest.query.barrier.Places;
import dev.palimpsest.query.barrier.WriteBarrier;
import dev.palimpsest.query.erasure.ErasureLog;
import dev.palimpsest.query.erasure.Erasures;
import dev.palimpsest.query.erasure.ForgettingReader;
import dev.palimpsest.query.follow.IndexedHeads;
import dev.palimpsest.query.follow.Place;
import dev.palimpsest.query.follow.Streams;
import dev.palimpsest.query.http.Administration;
import dev.palimpsest.query.http.FollowRoutes;
import dev.palimpsest.query.http.Reads;
import dev.palimpsest.query.http.Routes;
import dev.palimpsest.query.http.TransferRoutes;
import dev.palimpsest.query.http.Writes;
import dev.palimpsest.query.barrier.Writing;
import dev.palimpsest.query.keys.Keyring;
import dev.palimpsest.query.mcp.McpDoor;
import dev.palimpsest.query.mcp.tool.Desk;
import dev.palimpsest.query.mcp.tool.Permission;
import dev.palimpsest.query.mem0.Deliveries;
import dev.palimpsest.query.mem0.Mem0Door;
import dev.palimpsest.query.mem0.Postman;
import dev.palimpsest.query.mem0.WebhookFeed;
import dev.palimpsest.query.mem0.WebhookTargets;
import dev.palimpsest.query.order.Orders;
import dev.palimpsest.query.order.SessionOwners;
import dev.palimpsest.query.recall.Lineage;
import dev.palimpsest.query.recall.ReceiptLog;
import dev.palimpsest.query.recall.Receipts;
import dev.palimpsest.query.recall.Recalls;
import dev.palimpsest.query.recall.Rechecks;
import dev.palimpsest.query.recall.SealedReceipts;
import dev.palimpsest.query.settings.SettingsLog;
import dev.palimpsest.query.transfer.MemoryExport;
import dev.palimpsest.query.transfer.MemoryImport;
import dev.palimpsest.schemas.ErasureOrders;
import dev.palimpsest.schemas.ObservationLog;
import io.javalin.config.RoutesConfig;
import dev.palimpsest.schemas.registry.HttpSchemaRegistry;
import dev.palimpsest.trust.seal.SealedObservations;
import dev.palimpsest.trust.seal.SealedRecords;
import dev.palimpsest.trust.seal.Sealer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The query API: REST over the index and the log. */
public final class QueryService implements AutoCloseable {

    private final ObservationLog observations;
    private final WriteBarrier barrier;
    private final MemoryLog log;
    private final Places audited;
    private final MemoryWriter index;
    private final Receipts receipts;
    private final IndexedPlace place;
    private final SettingsLog settings;
    private final Deliveries deliveries;
    private final WebhookFeed webhooks;
    private final McpDoor mcp;
    private final Streams streams = new Streams();
    private final Door door;

    private QueryService(QueryConfig config, MemoryReader live, MemoryWriter index) {
        Sealer sealer = config.admission().sealer();
        SealedRecords sealed = new SealedRecords(sealer);
        SealedReceipts sealedReceipts = new SealedReceipts(sealer);
        MemoryReader reader = new ForgettingReader(live, sealed);
        HttpSchemaRegistry registry = new HttpSchemaRegistry(config.registry());
        this.index = index;
        observations = ObservationLog.on(config.kafka(), registry, config.admission().open().paced());
        audited = Places.on(config.kafka());
        TopicReading reading = new TopicReading(config.kafka());
        log = new MemoryLog(reading, registry, sealed);
        InstantSource clock = InstantSource.system();
        receipts = Receipts.on(config.kafka(), registry, sealedReceipts);
        place = new IndexedPlace(Places.on(config.kafka()), index::refresh);
        Past past = new Past(reader, log, sealed);
        barrier = new WriteBarrier(Places.on(config.kafka()), index::refresh);
        settings = new SettingsLog(config.kafka(), registry, clock, sealer);
        WebhookTargets targets = new WebhookTargets(config.webhooksInward());
        deliveries = new Deliveries(settings, new Postman(targets), clock);
        webhooks = new WebhookFeed(config.kafka(), registry, settings, deliveries, reader, sealed);
        Recalls recalls = new Recalls(reader, past, log,
                new Lineage(log, new ObservationReading(reading, registry, new SealedObservations(sealer))),
                receipts, place::positions,
                clock);
        Writing writing = Writing.on(observations, barrier);
        SessionOwners sessions = new SessionOwners(reader);
        ApiKeys known = new ApiKeys(config.apiKeys());
        Keyring keys = new Keyring(known, settings, clock);
        Mem0Door mem0 = new Mem0Door(recalls, reader, writing, settings, targets, sessions, keys, clock);
        mcp = new McpDoor(
                new Desk(recalls, reader, writing, new Orders(reader, writing, clock), sessions, Permission.BY_RIGHTS,
                        settings, clock),
                config.door().host());
        Verification verification = new Verification(log, registry, index, config.processor(), audited,
                sealed);
        FollowRoutes follow = new FollowRoutes(log, new IndexedHeads(reader, place::passing, clock),
                new Place(config.admission().keyFor("events")), streams);
        TransferRoutes transfer = new TransferRoutes(new MemoryExport(source(log), sealer.vault(), Past.memoriesMax()),
                new MemoryImport(new ImportHere(observations, reader, sealer.vault()), clock),
                new Place(config.admission().keyFor("export")), clock);
        door = Door.open(config.door(), Credentials.any(Stream.concat(Stream.<Credentials>of(known),
                config.oidc().stream().map(OidcTokens::new)).toList()),
                new Health(Map.of("kafka", this::kafkaProblem, "index", this::indexProblem),
                        Map.of("policy", sealer.vault()::problem)),
                routes(new Routes(new Reads(recalls, new Rechecks(past), verification,
                        new ReceiptLog(reading, registry, sealedReceipts), receipts,
                        new DeadLetterReading(reading, registry, sealer),
                        new Export(log, registry, clock), clock),
                        new Writes(observations, barrier, reader, sessions),
                        new Administration(keys, settings,
                                new Erasures(ErasureOrders.to(config.kafka(), registry), sealer.vault(), clock),
                                new ErasureLog(reading, registry))),
                        transfer, follow, mem0, mcp),
                DocsRoutes.DOCUMENT, DocsRoutes.PAGES);
    }

    /**
     * Starts listening.
     *
     * @param index stays the caller's to close, like the reader; used to refresh and to scan, never to write
     */
    public static QueryService start(QueryConfig config, MemoryReader reader, MemoryWriter index) {
        QueryService service = new QueryService(config, reader, index);
        service.barrier.start();
        service.settings.start();
        service.webhooks.start();
        return service;
    }

    /** All that it answers to. */
    public List<Door.Route> routes() {
        return door.routes();
    }

    private static Consumer<RoutesConfig> routes(Routes own, TransferRoutes transfer, FollowRoutes follow,
            Mem0Door mem0,
            McpDoor mcp) {
        return routes -> {
            transfer.addTo(routes);
            own.addTo(routes);
            follow.addTo(routes);
            mem0.addTo(routes);
            mcp.addTo(routes);
            new DocsRoutes("Palimpsest query API").addTo(routes);
        };
    }

    private static MemoryExport.Source source(MemoryLog log) {
        return new MemoryExport.Source() {
            @Override
            public Map<Integer, Long> ends() {
                return log.ends();
            }

            @Override
            public void readTo(Map<Integer, Long> to, Consumer<MemoryLog.Entry> each) {
                log.readTo(to, each);
            }
        };
    }

    private Optional<String> kafkaProblem() {
        return log.problem();
    }

    private Optional<String> indexProblem() {
        try {
            index.count(null);
            return Optional.empty();
        } catch (IndexUnavailable e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        mcp.close();
        streams.close();
        door.close();
        webhooks.close();
        deliveries.close();
        settings.close();
        barrier.close();
        audited.close();
        place.close();
        receipts.close();
        observations.close();
    }
}
