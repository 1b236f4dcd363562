package dev.palimpsest.memory.proof;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.proof.Damage.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Checks checkpoints against one another: signatures, the succession of keys, and that each partition's form one history.
 * Those that hold are then compared with the log by {@link PartitionAudit}. For one thread.
 */
public final class CheckpointAudit {

    private final List<Damage> damages = new ArrayList<>();
    private final Map<Integer, Course> courses = new HashMap<>();
    private KeySuccession keys = KeySuccession.NONE;
    private long taken;

    /** The checkpoints of one partition that hold. */
    private static final class Course {
        private final SequencedMap<Hash, Checkpoint> known = new LinkedHashMap<>();
        private final Map<Long, Checkpoint> byCount = new HashMap<>();
        private final List<Checkpoint> own = new ArrayList<>();
        private final Set<Hash> witnessed = new HashSet<>();

        WitnessReach reach(int partition) {
            int last = -1;
            for (int i = 0; i < own.size(); i++) {
                last = witnessed.contains(own.get(i).hash()) ? i : last;
            }
            int between = 0;
            for (int i = 0; i < last; i++) {
                between += witnessed.contains(own.get(i).hash()) ? 0 : 1;
            }
            return new WitnessReach(partition, last < 0 ? null : own.get(last), between, own.size() - 1 - last);
        }

        Optional<Checkpoint> last() {
            return known.isEmpty() ? Optional.empty() : Optional.of(known.sequencedValues().getLast());
        }

        void add(Checkpoint checkpoint) {
            known.put(checkpoint.hash(), checkpoint);
            byCount.putIfAbsent(checkpoint.count(), checkpoint);
        }
    }

    /** The next checkpoint of its partition, as the log's own topic has it. One that is there twice is there once. */
    public void take(SignedCheckpoint checkpoint) {
        taken++;
        Checkpoint body = checkpoint.body();
        Course course = course(body);
        if (holds(checkpoint, Kind.CHECKPOINT) && !course.known.containsKey(body.hash())) {
            follow(course, body);
            course.add(body);
            course.own.add(body);
        }
    }

    /** A checkpoint that somebody outside kept. All of the log's own were taken before. */
    public void witness(SignedCheckpoint checkpoint) {
        Checkpoint body = checkpoint.body();
        Course course = course(body);
        if (!holds(checkpoint, Kind.WITNESS)) {
            return;
        }
        course.witnessed.add(body.hash());
        if (course.known.containsKey(body.hash())) {
            return;
        }
        Checkpoint same = course.byCount.get(body.count());
        damaged(body, Kind.CHECKPOINT, "the witness has a checkpoint of " + body.at() + " that the log has not"
                + (same == null || same.agreesWith(body)
                        ? ""
                        : ", and the log's own of as many records says otherwise"));
        course.add(body);
    }

    /** How far the witness speaks, for every partition with checkpoints. Those of a witness were taken before. */
    public List<WitnessReach> witnessReach() {
        return courses.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(course -> course.getValue().reach(course.getKey())).toList();
    }

    /** The ids of the keys that signed the last checkpoint of each partition, each once, in the order of the keys. */
    public List<String> lastSigners() {
        return courses.values().stream().filter(course -> !course.own.isEmpty())
                .map(course -> course.own.getLast().keyId()).distinct()
                .sorted(Comparator.comparingInt(keys::indexOf)).toList();
    }

    /** What cannot be read as a checkpoint at all. */
    public void unreadable(int partition, long offset) {
        damages.add(new Damage(partition, offset, Kind.CHECKPOINT, "record " + partition + "@" + offset
                + " of the checkpoints cannot be read"));
    }

    /** What is wrong with the checkpoints themselves. */
    public List<Damage> damages() {
        return List.copyOf(damages);
    }

    /** Those of a partition that hold. */
    public List<Checkpoint> sound(int partition) {
        Course course = courses.get(partition);
        return course == null ? List.of() : List.copyOf(course.known.values());
    }

    /** The keys that signed. */
    public KeySuccession keys() {
        return keys;
    }

    /** Checkpoints of the log's own. */
    public long taken() {
        return taken;
    }

    /** Whether it is signed by a key that follows from the first one; says so where not. */
    private boolean holds(SignedCheckpoint checkpoint, Kind otherwise) {
        KeySuccession theirs = checkpoint.keys();
        boolean witnessed = otherwise == Kind.WITNESS;
        if (!theirs.continues(keys) && !keys.continues(theirs)) {
            damaged(checkpoint.body(), otherwise, witnessed
                    ? "its keys are not the log's: either was put in another's place"
                    : "its keys are not those of the checkpoints before it");
            return false;
        }
        boolean isNew = theirs.continues(keys) && !theirs.equals(keys);
        Optional<String> problem = isNew ? theirs.problem() : Optional.empty();
        keys = isNew && problem.isEmpty() ? theirs : keys;
        problem = problem.or(checkpoint::problem)
                .map(what -> witnessed ? what + ": the witness's copy was changed, the log has no part in that" : what);
        problem.ifPresent(what -> damaged(checkpoint.body(), otherwise, what));
        return problem.isEmpty();
    }

    private void follow(Course course, Checkpoint body) {
        Hash expected = course.last().map(Checkpoint::hash).orElse(Hash.NONE);
        if (!body.previous().equals(expected)) {
            boolean forks = body.previous().equals(Hash.NONE) || course.known.containsKey(body.previous());
            damaged(body, forks ? Kind.FORKED : Kind.CHECKPOINT, forks
                    ? "two checkpoints follow the same one, and the one of " + body.at() + " is the second"
                    : "the checkpoint before the one of " + body.at() + " is gone");
        }
        course.last().ifPresent(last -> {
            if (body.count() < last.count() || (body.count() == last.count() && !body.agreesWith(last))) {
                damaged(body, Kind.FORKED,
                        "the checkpoint of " + body.at() + " vouches for another history than the one of "
                                + last.at());
            }
            if (keys.indexOf(body.keyId()) < keys.indexOf(last.keyId())) {
                damaged(body, Kind.CHECKPOINT, "it is signed by a key that had been replaced");
            }
        });
    }

    private Course course(Checkpoint body) {
        return courses.computeIfAbsent(body.partition(), _ -> new Course());
    }

    private void damaged(Checkpoint at, Kind kind, String detail) {
        damages.add(new Damage(at.partition(), at.offset(), kind, detail));
    }
}
