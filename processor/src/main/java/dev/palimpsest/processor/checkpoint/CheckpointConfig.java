package dev.palimpsest.processor.checkpoint;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How checkpoints are made.
 *
 * @param interval between two checkpoints of a partition in which something was logged; at least a millisecond
 * @param key      PKCS#8 PEM of the Ed25519 key that signs, with the statements of its succession; made where it is not
 * @param witness  JSON lines that somebody outside keeps a copy of; appended to
 */
public record CheckpointConfig(Duration interval, Path key, Path witness) {

    /** Name of the key's file where no other is said. */
    public static final String KEY = "checkpoint-key.pem";

    /** Name of the witness file where no other is said. */
    public static final String WITNESS = "checkpoints.jsonl";

    /** Interval where no other is said. */
    public static final Duration INTERVAL = Duration.ofMinutes(1);

    public CheckpointConfig {
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException("the interval of checkpoints is at least PT0.001S; got: " + interval);
        }
    }

    /** Key and witness file in a directory. */
    public static CheckpointConfig in(Path directory) {
        return new CheckpointConfig(INTERVAL, directory.resolve(KEY), directory.resolve(WITNESS));
    }
}
