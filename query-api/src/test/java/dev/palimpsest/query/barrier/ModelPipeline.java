package dev.palimpsest.query.barrier;

import dev.palimpsest.schemas.Topic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition of each topic, a stream and an indexer, which move in any order that real ones may take, also between two answers: a
 * transaction's offsets show before its markers, and the markers of its topics come one after the other. What is on its way is the
 * number of the observation it came from.
 */
final class ModelPipeline implements Places {

    private static final int MARKER = -1;
    private static final int STEPS_BETWEEN_ANSWERS = 3;

    /** A topic that is written in transactions. */
    private static final class Track {
        private final List<Integer> slots = new ArrayList<>();
        private int settled;

        private boolean isOpen() {
            return settled < slots.size();
        }

        private void mark() {
            slots.add(MARKER);
            settled = slots.size();
        }

        private long last() {
            int last = settled - 1;
            while (last >= 0 && slots.get(last) == MARKER) {
                last--;
            }
            return last;
        }

        /** The next record from there on that readers see; -1 for none. */
        private int next(int from) {
            int next = from;
            while (next < settled && slots.get(next) == MARKER) {
                next++;
            }
            return next < settled ? next : MARKER;
        }
    }

    private final Random random;
    private final Track claims = new Track();
    private final Track log = new Track();
    private final Track heads = new Track();
    private final Set<Integer> indexed = new HashSet<>();
    private final Set<Integer> visible = new HashSet<>();
    private int observations;
    private int observationsRead;
    private int claimsRead;
    private int headsRead;
    private int headsCommitted;
    private int observationsCommitted;
    private int claimsCommitted;
    private boolean isBegun;

    ModelPipeline(long seed) {
        random = new Random(seed);
    }

    /** Writes an observation; returns its offset, which is its number. */
    int write() {
        return observations++;
    }

    /** Makes what the indexer wrote visible. */
    void refresh() {
        visible.addAll(indexed);
    }

    /** The index is gone with all that was in it; the indexer begins again. */
    void loseIndex() {
        headsCommitted = 0;
        headsRead = 0;
        indexed.clear();
        visible.clear();
    }

    /** Whether all that came of an observation has been written to the index: none where nothing came of it. */
    boolean isIndexed(int observation) {
        return !reaches(observation) || indexed.contains(observation);
    }

    /** Whether searches see all that the log holds before that offset. */
    boolean isVisible(long before) {
        return log.slots.subList(0, Math.toIntExact(before)).stream()
                .allMatch(each -> each == MARKER || visible.contains(each));
    }

    /** Moves on by some steps, or none. */
    void run(int steps) {
        for (int i = random.nextInt(steps + 1); i > 0; i--) {
            step();
        }
    }

    /** Moves on until nothing is on its way. */
    void finish() {
        run(100);
        while (isBegun || observationsRead < observations || claims.next(claimsRead) >= 0 || log.isOpen()
                || claims.isOpen() || heads.isOpen() || heads.next(headsRead) >= 0 || headsCommitted < headsRead) {
            step();
        }
    }

    private void step() {
        switch (random.nextInt(6)) {
            case 0 -> begin();
            case 1 -> commit();
            case 2 -> mark(claims);
            case 3 -> mark(random.nextBoolean() ? log : heads);
            case 4 -> index();
            default -> headsCommitted = headsRead;
        }
    }

    /** The stream's next transaction: of one observation or of one claim, once the markers of the last are there. */
    private void begin() {
        if (isBegun || claims.isOpen() || log.isOpen() || heads.isOpen()) {
            return;
        }
        int claim = claims.next(claimsRead);
        if (claim >= 0 && random.nextBoolean()) {
            int observation = claims.slots.get(claim);
            claimsRead = claim + 1;
            if (reaches(observation)) {
                log.slots.add(observation);
                heads.slots.add(observation);
            }
            isBegun = true;
        } else if (observationsRead < observations) {
            if (observationsRead % 5 != 0) {
                claims.slots.add(observationsRead);
            }
            observationsRead++;
            isBegun = true;
        }
    }

    /** Of one observation in five nothing is claimed, of another what is claimed changes nothing. */
    private static boolean reaches(int observation) {
        return observation % 5 > 1;
    }

    private void commit() {
        if (isBegun) {
            isBegun = false;
            observationsCommitted = observationsRead;
            claimsCommitted = claimsRead;
        }
    }

    private void mark(Track track) {
        if (!isBegun && track.isOpen()) {
            track.mark();
        }
    }

    private void index() {
        int next = heads.next(headsRead);
        if (next >= 0) {
            indexed.add(heads.slots.get(next));
            headsRead = next + 1;
        }
    }

    @Override
    public Map<TopicPartition, Long> committed(String group) {
        run(STEPS_BETWEEN_ANSWERS);
        return group.equals(INDEXER_GROUP)
                ? Map.of(partition(Topic.MEMORY_CURRENT), (long) headsCommitted)
                : Map.of(partition(Topic.OBSERVATIONS), (long) observationsCommitted, partition(Topic.CLAIMS),
                        (long) claimsCommitted);
    }

    @Override
    public Map<TopicPartition, Long> ends(Topic topic) {
        run(STEPS_BETWEEN_ANSWERS);
        return Map.of(partition(topic), (long) track(topic).slots.size());
    }

    @Override
    public Map<TopicPartition, Long> settledEnds(Topic topic) {
        run(STEPS_BETWEEN_ANSWERS);
        return Map.of(partition(topic), (long) track(topic).settled);
    }

    @Override
    public Map<TopicPartition, Long> lastRecords(Topic topic) {
        run(STEPS_BETWEEN_ANSWERS);
        long last = track(topic).last();
        return last < 0 ? Map.of() : Map.of(partition(topic), last);
    }

    @Override
    public void close() {}

    private Track track(Topic topic) {
        return switch (topic) {
            case CLAIMS -> claims;
            case MEMORY_LOG -> log;
            case MEMORY_CURRENT -> heads;
            default -> throw new IllegalArgumentException(topic + " is not asked for");
        };
    }

    private static TopicPartition partition(Topic topic) {
        return new TopicPartition(topic.title(), 0);
    }
}
