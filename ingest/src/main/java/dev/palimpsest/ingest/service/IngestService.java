package dev.palimpsest.ingest.service;

import dev.palimpsest.schemas.BrokerProblem;
import dev.palimpsest.peers.Brokers;
import dev.palimpsest.access.ApiKeys;
import dev.palimpsest.access.Credentials;
import dev.palimpsest.access.Door;
import dev.palimpsest.access.Health;
import dev.palimpsest.access.OidcTokens;
import dev.palimpsest.access.openapi.DocsRoutes;
import dev.palimpsest.ingest.feed.FeedConfig;
import dev.palimpsest.ingest.feed.FeedFile;
import dev.palimpsest.ingest.feed.Feeds;
import dev.palimpsest.ingest.hec.HecIntake;
import dev.palimpsest.ingest.hec.HecRoutes;
import dev.palimpsest.ingest.http.IntakeRoutes;
import dev.palimpsest.ingest.raw.DeadLetterLog;
import dev.palimpsest.ingest.raw.RawTopics;
import dev.palimpsest.ingest.raw.SealedLetters;
import dev.palimpsest.ingest.redrive.RedriveRoutes;
import dev.palimpsest.ingest.redrive.Redrives;
import dev.palimpsest.ingest.syslog.Certificate;
import dev.palimpsest.ingest.syslog.SyslogLimits;
import dev.palimpsest.ingest.syslog.SyslogListener;
import dev.palimpsest.ingest.syslog.SyslogServer;
import dev.palimpsest.schemas.ConfluentAvro;
import dev.palimpsest.schemas.ObservationLog;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.registry.HttpSchemaRegistry;
import dev.palimpsest.trust.admission.Admission;
import dev.palimpsest.trust.seal.Sealer;
import dev.palimpsest.trust.admission.Pace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ingest: the HTTP door with Splunk's routes, syslog listeners and the reader of raw topics. */
public final class IngestService implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(IngestService.class);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Brokers brokers;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ObservationLog log;
    private final RawTopics raw;
    private final SyslogServer syslog;
    private final Door door;
    private final Feeds feeds;

    /** Opens all or nothing. */
    private IngestService(IngestConfig config, List<FeedConfig> feedConfigs) {
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        brokers = config.kafka();
        try {
            HttpSchemaRegistry registry = new HttpSchemaRegistry(config.registry());
            Admission admission = config.admission().open();
            Sealer sealer = config.admission().sealer();
            producer = opened(letterProducer(config), opened);
            log = opened(ObservationLog.on(config.kafka(), registry, admission.paced()), opened);
            ObservationLog unpaced = log.behind(admission);
            DeadLetterLog letters = new DeadLetterLog(producer,
                    new SealedLetters(sealer).serde(registry), admission::redacted);
            raw = opened(new RawTopics(consumer(config), new ConfluentAvro(registry), unpaced::write, letters,
                    admission.pace(), InstantSource.system()), opened);
            feeds = opened(new Feeds(feedConfigs, config.feedState(), log::write, letters, InstantSource.system()),
                    opened);
            syslog = opened(syslog(config, unpaced, letters, admission.pace()), opened);
            Credentials keys = Credentials.any(Stream.concat(Stream.<Credentials>of(new ApiKeys(config.apiKeys())),
                    config.oidc().stream().map(OidcTokens::new)).toList());
            Health health = new Health(
                    Map.of("kafka", this::kafkaProblem, "raw topics", raw::problem, "syslog", syslog::problem),
                    Map.of("policy", sealer.vault()::problem));
            HecRoutes hec = new HecRoutes(
                    new HecIntake(unpaced::write, letters, InstantSource.system(), admission.pace()), keys, health);
            door = Door.open(config.door(), keys, health, routes -> {
                new IntakeRoutes(log, InstantSource.system()).addTo(routes);
                new RedriveRoutes(
                        Redrives.on(config.kafka(), registry, unpaced, feedConfigs, admission::redacted, sealer))
                        .addTo(routes);
                hec.addTo(routes);
                new DocsRoutes("Palimpsest intake").addTo(routes);
                routes.get("/health/syslog", ctx -> Door.json(ctx, syslog.counts()));
            }, HecRoutes.PREFIX, DocsRoutes.DOCUMENT, DocsRoutes.PAGES);
        } catch (RuntimeException e) {
            opened.forEach(IngestService::quietly);
            throw e;
        }
    }

    private static <T extends AutoCloseable> T opened(T part, Deque<AutoCloseable> parts) {
        parts.push(part);
        return part;
    }

    private static void quietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOGGER.atDebug().setCause(e).log("did not close");
        }
    }

    private static KafkaProducer<byte[], byte[]> letterProducer(IngestConfig config) {
        return new KafkaProducer<>(
                config.kafka()
                        .client(Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000,
                                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.RECORD_BYTES_MAX)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Starts listening, reading and fetching.
     *
     * @throws IllegalArgumentException in one line, where the file of feeds is wrong
     */
    public static IngestService start(IngestConfig config) {
        IngestService service = new IngestService(config, feeds(config.feeds()));
        service.raw.start();
        service.feeds.start();
        return service;
    }

    private static SyslogServer syslog(IngestConfig config, ObservationLog log, DeadLetterLog letters,
            Pace pace) {
        Path keystore = config.syslog().keystore();
        try {
            return SyslogServer.open(config.door().host(), config.syslog().listeners(), SyslogLimits.DEFAULT,
                    keystore == null ? null : Certificate.of(keystore, config.syslog().keystoreKey()), log::write,
                    letters, InstantSource.system(), pace);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen for syslog: " + e.getMessage(), e);
        }
    }

    /** All that its HTTP door answers to. */
    public List<Door.Route> routes() {
        return door.routes();
    }

    /** Where a syslog listener listens. */
    public int port(SyslogListener listener) {
        return syslog.port(listener);
    }

    private static List<FeedConfig> feeds(@Nullable Path file) {
        try {
            return file == null ? List.of() : FeedFile.read(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("the file of feeds, or a secret it names, cannot be read: " + file, e);
        }
    }

    private Optional<String> kafkaProblem() {
        try {
            return producer.partitionsFor(Topic.OBSERVATIONS.title()).isEmpty()
                    ? Optional.of("the topic of observations is not there yet")
                    : Optional.empty();
        } catch (KafkaException e) {
            return Optional.of(BrokerProblem.line(brokers, e));
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(IngestConfig config) {
        return new KafkaConsumer<>(
                config.kafka().client(Map.of(ConsumerConfig.GROUP_ID_CONFIG, RawTopics.GROUP,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest", ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed", ConsumerConfig.METADATA_MAX_AGE_CONFIG, 5_000,
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        feeds.close(); // waits for nothing
        door.close();
        syslog.close();
        raw.close();
        log.close();
        producer.close(CLOSE);
    }
}
