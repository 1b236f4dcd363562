package dev.palimpsest.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What somebody is to the memory. Roles add up. */
public enum Role {
    /** Asks. */
    READER,
    /** Asks and says: an assistant, a mem0 client. */
    WRITER,
    /** Judges as well. */
    CURATOR,
    /** Asks, and looks at what others were shown and at the log. */
    AUDITOR,
    /** A service that delivers and is told nothing. */
    FEED,
    /** Everything. */
    ADMIN;

    /** Whether somebody of this role may do that. */
    public boolean may(Right right) {
        return switch (right) {
            case ANY -> true;
            case READ -> this != FEED;
            case WRITE -> this == WRITER || this == CURATOR || this == ADMIN;
            case CURATE -> this == CURATOR || this == ADMIN;
            case AUDIT -> this == AUDITOR || this == ADMIN;
            case FEED -> this == FEED || this == ADMIN;
            case ADMIN -> this == ADMIN;
        };
    }

    /** The role as people write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role of a word.
     *
     * @throws IllegalArgumentException naming the roles there are
     */
    public static Role parse(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a role is one of "
                        + Arrays.stream(values()).map(Role::word).collect(Collectors.joining(", ")) + "; got: "
                        + word));
    }
}
