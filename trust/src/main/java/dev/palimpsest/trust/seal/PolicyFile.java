package dev.palimpsest.trust.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A policy in a file that is read anew when it changes. What cannot be read leaves the policy before it in force, and so does a
 * file that is gone or empty where there was a policy: keys would be destroyed by it, or made for good. One that ends in the middle
 * of a line may be half written, and is read once it has stayed as it is for a minute.
 */
final class PolicyFile {

    private record Refused(FileTime changed, long bytes, String problem) {}

    private record Read(ForgettingPolicy policy, @Nullable FileTime changed, long bytes) {}

    /** Whoever writes a file has come to its end by then. */
    private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(60);

    private final Path file;
    private final InstantSource clock;
    private volatile Read read;
    private volatile @Nullable Refused refused;
    private volatile @Nullable String problem;

    /**
     * Where there is no file there is no policy.
     *
     * @param clock by which a file is old enough to be whole
     * @throws IllegalArgumentException naming file, line and what is wrong
     */
    PolicyFile(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        this.read = new Read(ForgettingPolicy.NONE, null, 0);
        read = now();
    }

    /** As the file says now. */
    ForgettingPolicy policy() {
        try {
            Read now = now();
            if (!now.equals(read)) {
                read = now;
            }
            problem = null;
        } catch (IllegalArgumentException | UncheckedIOException e) {
            problem = e.getMessage();
        }
        return read.policy;
    }

    /** Why the file that is there now is not in force; null where it is. */
    @Nullable
    String problem() {
        ForgettingPolicy _ = policy();
        return problem;
    }

    private Read now() {
        Read known = read;
        FileTime changed = stamp();
        long bytes = size();
        if (changed == null && known.changed == null) {
            return known;
        }
        if (changed == null || (bytes == 0 && known.changed != null)) {
            throw new IllegalArgumentException(file + " is " + (changed == null ? "gone" : "empty")
                    + "; to keep everything leave a comment in it");
        }
        if (changed.equals(known.changed) && bytes == known.bytes) {
            return known;
        }
        Refused before = refused;
        if (before != null && before.changed.equals(changed) && before.bytes == bytes) {
            throw new IllegalArgumentException(before.problem);
        }
        String text = text();
        if (!text.isEmpty() && !text.endsWith("\n") && isFresh(changed)) { // not kept as refused: it passes by itself
            throw new IllegalArgumentException(file + " ends in the middle of a line: end it with a line feed, or wait "
                    + WRITTEN_WITHIN.toSeconds() + " s for it to count as whole");
        }
        try {
            return new Read(ForgettingPolicy.parse(file.toString(), text.lines().toList()), changed, bytes);
        } catch (IllegalArgumentException e) {
            refused = new Refused(changed, bytes, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** Also where it is of a time to come: by this clock nobody can say how old it is. */
    private boolean isFresh(FileTime changed) {
        return changed.toInstant().isAfter(clock.instant().minus(WRITTEN_WITHIN));
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the policy of forgetting at " + file, e);
        }
    }

    private @Nullable FileTime stamp() {
        try {
            return Files.exists(file) ? Files.getLastModifiedTime(file) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private long size() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
