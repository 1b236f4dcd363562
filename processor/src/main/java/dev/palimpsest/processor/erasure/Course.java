package dev.palimpsest.processor.erasure;

import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.schemas.avro.ErasureStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far one erasure has come, by the steps that were recorded. For one thread. */
final class Course {

    private static final Duration PAUSE_MIN = Duration.ofMinutes(1);
    private static final Duration PAUSE_MAX = Duration.ofHours(1);

    private final ErasureStep order;
    private final Set<Integer> done = new HashSet<>();
    private final List<MemoryRef> ended = new ArrayList<>();
    private boolean certified;
    private Instant looked = Instant.MIN;
    private Duration pause = Duration.ZERO;

    private Course(ErasureStep order) {
        this.order = order;
    }

    /** The course after one more step. A step may come before its order does, from another partition. */
    static Course after(@Nullable Course known, ErasureStep step) {
        Course course = known == null ? new Course(step) : known;
        switch (step.getStage()) {
            case ERASED -> {
                step.getMemories().stream().map(MemoryRef::parse).forEach(course.ended::add);
                if (step.getDone()) {
                    course.done.add(step.getPartition());
                }
            }
            case CERTIFIED -> course.certified = true;
            default -> {
                // an order says what every step repeats
            }
        }
        return course;
    }

    /** Any of its steps: all say who is forgotten, by whose order and which keys go. */
    ErasureStep order() {
        return order;
    }

    /** The versions that end the memories. */
    List<MemoryRef> ended() {
        return ended;
    }

    /** Whether the ledger is through with it in all partitions. */
    boolean isLogged() {
        return done.size() >= order.getPartitions();
    }

    boolean isCertified() {
        return certified;
    }

    /** Whether the pause after {@link #lookAgain} is over, or the clock went back behind it. */
    boolean isToBeLookedAt(Instant now) {
        return now.isBefore(looked) || !now.isBefore(looked.plus(pause));
    }

    /**
     * Notes that the index was looked at in vain: a look takes all documents of the tenant.
     *
     * @return how long to wait for the next one, twice as long each time
     */
    Duration lookAgain(Instant now) {
        looked = now;
        Duration twice = pause.multipliedBy(2);
        pause = pause.isZero() ? PAUSE_MIN : twice.compareTo(PAUSE_MAX) < 0 ? twice : PAUSE_MAX;
        return pause;
    }
}
