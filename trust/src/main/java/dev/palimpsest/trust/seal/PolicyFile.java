package dev.palimpsest.trust.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** A policy in a file that is read anew when it changes. What cannot be read leaves the policy before it in force. */
final class PolicyFile {

    private record Read(ForgettingPolicy policy, @Nullable FileTime changed, long bytes) {}

    private final Path file;
    private volatile Read read;
    private volatile @Nullable String problem;

    /** @throws IllegalArgumentException naming file, line and what is wrong */
    PolicyFile(Path file) {
        this.file = file;
        this.read = new Read(ForgettingPolicy.NONE, null, 0);
        read = now();
    }

    /** As the file says now. */
    ForgettingPolicy policy() {
        try {
            Read now = now();
            if (!now.equals(read)) {
                read = now;
                problem = null;
            }
        } catch (IllegalArgumentException | UncheckedIOException e) {
            problem = e.getMessage();
            read = new Read(read.policy, stamp(), size());
        }
        return read.policy;
    }

    /** Why the file that is there now is not in force; null where it is. */
    @Nullable
    String problem() {
        return problem;
    }

    private Read now() {
        FileTime changed = stamp();
        long bytes = size();
        Read known = read;
        if (changed == null) {
            return known.changed == null ? known : new Read(ForgettingPolicy.NONE, null, 0);
        }
        if (changed.equals(known.changed) && bytes == known.bytes) {
            return known;
        }
        try {
            return new Read(ForgettingPolicy.parse(file.toString(), Files.readAllLines(file)), changed, bytes);
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
