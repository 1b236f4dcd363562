package dev.palimpsest.processor.erasure;

import dev.palimpsest.peers.Brokers;
import dev.palimpsest.index.MemoryWriter;
import dev.palimpsest.processor.checkpoint.SigningKey;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.avro.ErasureStage;
import dev.palimpsest.schemas.avro.ErasureStep;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import dev.palimpsest.trust.seal.KeyVault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows every erasure to its end: destroys the keys where that was not done yet, waits until the ledger has ended the
 * memories in all partitions, gets them out of the files of the index, looks at what topics still hold, and signs that. All
 * it knows is in the topic, so it goes on after any crash. Several instances may do the same beside one another: the first
 * certificate counts.
 */
public final class Certifier implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Certifier.class);
    private static final Duration POLL = Duration.ofMillis(300);
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final TopicScan scan;
    private final SchemaRegistry registry;
    private final RecordSerde<ErasureStep> steps;
    private final Producer<String, byte[]> producer;
    private final Pass pass;
    private final Path signingKey;
    private final InstantSource clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * @param producer   with {@code acks=all}; stays the caller's to close, like the index
     * @param signingKey file of the key that signs checkpoints
     */
    public Certifier(Brokers brokers, SchemaRegistry registry, Producer<String, byte[]> producer, MemoryWriter index,
            KeyVault vault, Path signingKey, InstantSource clock) {
        this.scan = new TopicScan(brokers);
        this.registry = registry;
        this.steps = new RecordSerde<>(Codecs.ERASURE, registry, Topic.ERASURES.title());
        this.producer = producer;
        this.pass = new Pass(index, vault, clock, this::certify);
        this.signingKey = signingKey;
        this.clock = clock;
    }

    /** Begins on a thread of its own. */
    public void start() {
        Thread.ofPlatform().name("certifier").start(this::run);
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            if (!ended.await(CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOGGER.atWarn().log("the certifier does not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!isStopping(Duration.ZERO)) {
                try (KafkaConsumer<String, byte[]> consumer = scan.open()) {
                    follow(consumer);
                } catch (RuntimeException e) { // whatever passes: all that counts is in the topic
                    LOGGER.atWarn().setCause(e).log("erasures are followed from the first record again");
                    boolean _ = isStopping(AGAIN);
                }
            }
        } finally {
            ended.countDown();
        }
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        Map<TopicPartition, Long> ends = TopicScan.fromFirst(consumer, Topic.ERASURES);
        Map<String, Course> courses = new LinkedHashMap<>();
        while (!isStopping(Duration.ZERO)) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            records.forEach(record -> take(courses, record));
            if (!TopicScan.isThrough(consumer, ends)) { // its certificate may be among what is still to be read
                continue;
            }
            List<Course> open = courses.values().stream().filter(course -> !course.isCertified()).toList();
            if (!open.isEmpty() && records.isEmpty()) {
                pass.over(open);
                boolean _ = isStopping(AGAIN);
            }
        }
    }

    private void take(Map<String, Course> courses, ConsumerRecord<String, byte[]> record) {
        try {
            ErasureStep step = steps.fromBytes(record.value());
            courses.put(step.getId(), Course.after(courses.get(step.getId()), step));
        } catch (SerializationException e) {
            LOGGER.atWarn().addKeyValue("partition", record.partition()).addKeyValue("offset", record.offset())
                    .log("a step of an erasure cannot be read");
        }
    }

    private void certify(Course course, IndexRemains left) {
        SigningKey key = SigningKey.at(signingKey, clock.instant());
        String text = CertificateText.of(course, Remains.of(course.order(), registry, scan), left, clock.instant(),
                key.id());
        ErasureStep certified = ErasureStep.newBuilder(course.order()).setStage(ErasureStage.CERTIFIED)
                .setMemories(List.of()).setDone(true).setCertificate(text).setSignature(key.signText(text))
                .setPublicKey(key.keys().statements().getLast().publicKey()).build();
        try {
            producer.send(new ProducerRecord<>(Topic.ERASURES.title(), certified.getPartition(), certified.getId(),
                    steps.toBytes(certified))).get();
            LOGGER.atInfo().addKeyValue("erasure", certified.getId()).log("an erasure is complete");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a certificate cannot be written: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing a certificate", e);
        }
    }

    private boolean isStopping(Duration within) {
        try {
            return stop.await(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
