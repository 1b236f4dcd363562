package dev.palimpsest.processor.erasure;

import dev.palimpsest.peers.Brokers;
import dev.palimpsest.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the time of the log is: when the newest observation was accepted, by the clock of the door it came in by.
 *
 * @param clock what is ahead of it tells nothing of the time
 */
public record LogTime(Brokers brokers, InstantSource clock) {

    private static final Logger LOGGER = LoggerFactory.getLogger(LogTime.class);

    /** What the clocks of two hosts may differ by. */
    private static final Duration AHEAD_MAX = Duration.ofMinutes(1);

    /**
     * {@link Instant#MIN} where there is none. A partition whose newest is more than a minute ahead of the clock is left out: one
     * such record would stand for the time until then.
     *
     * @throws IllegalStateException where the brokers do not say
     */
    public Instant newest() {
        String topic = Topic.OBSERVATIONS.title();
        try (Admin admin = Admin.create(brokers.client(Map.of()))) {
            TopicDescription there = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            if (there == null) {
                return Instant.MIN;
            }
            Map<TopicPartition, OffsetSpec> asked = there.partitions().stream().collect(Collectors.toMap(
                    partition -> new TopicPartition(topic, partition.partition()), _ -> OffsetSpec.maxTimestamp()));
            Map<Integer, Long> newest = new TreeMap<>();
            admin.listOffsets(asked).all().get()
                    .forEach((partition, last) -> newest.put(partition.partition(), last.timestamp()));
            return newest(newest, clock.instant());
        } catch (ExecutionException e) {
            throw new IllegalStateException("the brokers do not say how new the log is: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking how new the log is", e);
        }
    }

    /** @param millis of the newest record by partition, since the epoch; negative where there is none */
    static Instant newest(Map<Integer, Long> millis, Instant now) {
        Instant last = Instant.MIN;
        for (Map.Entry<Integer, Long> partition : millis.entrySet()) {
            Instant newest = Instant.ofEpochMilli(partition.getValue());
            if (newest.isAfter(now.plus(AHEAD_MAX))) {
                LOGGER.atWarn().addKeyValue("partition", partition.getKey()).addKeyValue("newest", newest)
                        .addKeyValue("clock", now)
                        .log("an observation is of a time to come: its partition does not say what time is over");
            } else if (partition.getValue() >= 0 && newest.isAfter(last)) {
                last = newest;
            }
        }
        return last;
    }
}
