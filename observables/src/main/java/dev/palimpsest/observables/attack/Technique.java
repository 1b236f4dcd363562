package dev.palimpsest.observables.attack;

import java.util.List;
import java.util.Optional;

/**
 * A technique or sub-technique.
 *
 * @param id such as {@code T1021} or {@code T1021.002}
 * @param name its own name; a sub-technique's lacks that of its parent
 * @param tactics what it is used for, in the order of an intrusion; never empty
 * @param status whether it is in use
 * @param revokedBy the id that replaces it, present exactly when it is revoked
 */
public record Technique(String id, String name, List<Tactic> tactics, Status status, Optional<String> revokedBy) {

    /** Whether a technique is in use. */
    public enum Status {
        /** In use. */
        ACTIVE,
        /** Given up without a replacement. */
        DEPRECATED,
        /** Replaced by another technique. */
        REVOKED
    }

    public Technique {
        tactics = List.copyOf(tactics);
    }

    /** The id of the technique this is a part of; empty for a technique of its own. */
    public Optional<String> parentId() {
        int dot = id.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(id.substring(0, dot));
    }
}
