package dev.palimpsest.processor.checkpoint;

import dev.palimpsest.memory.proof.Checkpoint;
import dev.palimpsest.memory.proof.Link;
import dev.palimpsest.memory.proof.SignedCheckpoint;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs what the partitions given to it hold. The topic is written first and is what counts; the witness file gets what it
 * lacks when a partition is begun. A crash between the two leaves the file behind, never ahead. For one thread.
 */
final class Notary {

    private static final Logger LOGGER = LoggerFactory.getLogger(Notary.class);

    private final Path keyFile;
    private final WitnessFile witness;
    private final Map<Integer, Course> courses = new TreeMap<>();

    Notary(Path keyFile, WitnessFile witness) {
        this.keyFile = keyFile;
        this.witness = witness;
    }

    /**
     * Takes a partition on.
     *
     * @param published its last checkpoint, as the topic has it
     * @param end       next offset of the log
     * @return the offset to read from
     */
    long begin(int partition, Optional<SignedCheckpoint> published, long end) {
        Course course = published.map(Course::after).orElseGet(() -> new Course(partition));
        Optional<Checkpoint> witnessed = witness.last(partition);
        contradiction(published.map(SignedCheckpoint::body), witnessed, end).ifPresent(course::stop);
        if (course.problem().isEmpty()) {
            published.filter(last -> !witnessed.map(Checkpoint::hash).equals(Optional.of(last.body().hash())))
                    .ifPresent(witness::append);
        }
        courses.put(partition, course);
        tell(partition, course);
        return course.from();
    }

    private static Optional<String> contradiction(Optional<Checkpoint> published, Optional<Checkpoint> witnessed,
            long end) {
        long count = published.map(Checkpoint::count).orElse(0L);
        if (witnessed.isPresent() && witnessed.get().count() > count) {
            return Optional.of("the witness file has a checkpoint of " + witnessed.get().count()
                    + " records and the topic's last is of " + count
                    + ": checkpoints are gone, or the file is another log's");
        }
        if (witnessed.isPresent() && witnessed.get().count() == count
                && !witnessed.get().agreesWith(published.orElseThrow())) {
            return Optional.of("witness file and topic have different checkpoints of " + count + " records");
        }
        if (published.isPresent() && end <= published.get().offset()) {
            return Optional.of("the log ends before " + published.get().place() + ", which a checkpoint vouches for");
        }
        return Optional.empty();
    }

    /** Lets go of a partition. */
    void end(int partition) {
        courses.remove(partition);
    }

    void take(int partition, Link link) {
        Course course = courses.get(partition);
        if (course == null || course.problem().isPresent()) {
            return;
        }
        course.take(link);
        tell(partition, course);
    }

    /**
     * Signs what is due.
     *
     * @param publish writes all of these to the topic for good, or throws; only then does the witness get them
     */
    void sign(Instant now, Consumer<List<SignedCheckpoint>> publish) {
        Optional<SigningKey> there = key(now);
        if (there.isEmpty()) {
            courses.forEach((partition, course) -> {
                course.stop(
                        "the checkpoint key is gone, and nothing else continues what was signed: put its file back");
                tell(partition, course);
            });
            return;
        }
        SigningKey key = there.get();
        List<SignedCheckpoint> signed = new ArrayList<>();
        courses.forEach((partition, course) -> {
            boolean went = course.problem().isEmpty();
            course.due(now, key.keys()).ifPresent(due -> signed.add(course.sign(due, key)));
            if (went) {
                tell(partition, course);
            }
        });
        if (!signed.isEmpty()) {
            publish.accept(signed);
            signed.forEach(checkpoint -> {
                Optional.ofNullable(courses.get(checkpoint.body().partition()))
                        .ifPresent(course -> course.published(checkpoint));
                witness.append(checkpoint);
            });
        }
    }

    /** A first key is made where nothing was ever signed; a key that has gone is never replaced unasked. */
    private Optional<SigningKey> key(Instant now) {
        return courses.values().stream().noneMatch(Course::isContinued)
                ? Optional.of(SigningKey.at(keyFile, now))
                : SigningKey.existing(keyFile);
    }

    /** The partitions that are signed no more, and why. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        courses.forEach((partition, course) -> course.problem()
                .ifPresent(problem -> problems.add("partition " + partition + " is signed no more: " + problem)));
        return problems;
    }

    private static void tell(int partition, Course course) {
        course.problem().ifPresent(problem -> LOGGER.atError().addKeyValue("partition", partition)
                .addKeyValue("reason", problem).log("NO MORE CHECKPOINTS: the log contradicts what was signed"));
    }
}
