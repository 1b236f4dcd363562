package dev.palimpsest.processor.checkpoint;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.proof.Checkpoint;
import dev.palimpsest.memory.proof.Frontier;
import dev.palimpsest.memory.proof.KeySuccession;
import dev.palimpsest.memory.proof.Link;
import dev.palimpsest.memory.proof.SignedCheckpoint;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One partition on its way from the last checkpoint to the next. What contradicts an earlier checkpoint stops it for good:
 * whatever is signed continues what was signed. For one thread.
 */
final class Course {

    private final int partition;
    private Frontier frontier = new Frontier();
    private Hash head = Hash.NONE;
    private long offset = -1;
    private @Nullable SignedCheckpoint last;
    private boolean awaitsLast;
    private @Nullable String stopped;

    Course(int partition) {
        this.partition = partition;
    }

    /** Goes on from a checkpoint: the first record to be taken must be the last that it covers. */
    static Course after(SignedCheckpoint last) {
        Checkpoint body = last.body();
        Course course = new Course(body.partition());
        course.last = last;
        Optional<String> problem = last.keys().problem().or(last::problem);
        if (problem.isPresent() || last.subtrees().isEmpty()) {
            course.stop("the last checkpoint, at " + body.place() + ", does not hold: "
                    + problem.orElse("its frontier is gone"));
            return course;
        }
        course.frontier = Frontier.of(body.count(), last.subtrees());
        course.head = body.head();
        course.offset = body.offset();
        course.awaitsLast = true;
        return course;
    }

    /** Where to read from. */
    long from() {
        return Math.max(0, offset);
    }

    void take(Link link) {
        if (stopped != null) {
            return;
        }
        String place = partition + "@" + link.offset();
        if (awaitsLast) {
            awaitsLast = false;
            if (link.offset() != offset || !link.hash().equals(head) || link.state() != Link.State.SOUND) {
                stop("record " + place + " is not the one that the last checkpoint vouches for");
            }
        } else if (link.state() != Link.State.SOUND || !link.previous().equals(head)) {
            stop("record " + place + (link.state() == Link.State.SOUND
                    ? " does not follow the record before it"
                    : " is not what its hash says"));
        } else {
            frontier.append(link.hash());
            head = link.hash();
            offset = link.offset();
        }
    }

    /** Signs nothing more. */
    void stop(String reason) {
        if (stopped == null) {
            stopped = reason;
        }
    }

    /** Why nothing is signed any more. */
    Optional<String> problem() {
        return Optional.ofNullable(stopped);
    }

    /** Whether it goes on from a checkpoint, so that only the key that signed that one will do, or one after it. */
    boolean isContinued() {
        return last != null;
    }

    /** The checkpoint that is due: where something was logged since the last, or the key is another. */
    Optional<Checkpoint> due(Instant now, KeySuccession keys) {
        if (stopped != null || awaitsLast || frontier.size() == 0) {
            return Optional.empty();
        }
        if (last != null && !keys.continues(last.keys())) {
            stop("the key that signed the last checkpoint, " + last.body().keyId()
                    + ", is not among those of the key file: put that file back");
            return Optional.empty();
        }
        String key = keys.statements().getLast().keyId();
        if (last != null && last.body().count() == frontier.size() && last.body().keyId().equals(key)) {
            return Optional.empty();
        }
        return Optional.of(new Checkpoint(partition, offset, frontier.size(), head, frontier.root(),
                last == null ? Hash.NONE : last.body().hash(), now, key));
    }

    SignedCheckpoint sign(Checkpoint due, SigningKey key) {
        return key.sign(due, frontier.subtrees());
    }

    /** The checkpoint is where it can be read by everyone. */
    void published(SignedCheckpoint checkpoint) {
        last = checkpoint;
    }
}
