package dev.palimpsest.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What somebody is to the memory. Roles add up. */
public enum Role {
    /** Asks. */
    READER(Right.READ),
    /** Asks and says: an assistant, a mem0 client. */
    WRITER(Right.READ, Right.WRITE),
    /** Judges as well. */
    CURATOR(Right.READ, Right.WRITE, Right.CURATE),
    /** Asks, and looks at what others were shown and at the log. */
    AUDITOR(Right.READ, Right.AUDIT),
    /** A service that delivers and is told nothing. */
    FEED(Right.FEED),
    /** Everything. */
    ADMIN(Right.values());

    private final Set<Right> rights;

    Role(Right... rights) {
        this.rights = Set.of(rights);
    }

    /** Whether somebody of this role may do that. */
    public boolean may(Right right) {
        return right == Right.ANY || rights.contains(right);
    }

    /** The role as people write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException naming the roles there are */
    public static Role parse(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a role is one of "
                        + Arrays.stream(values()).map(Role::word).collect(Collectors.joining(", ")) + "; got: "
                        + word));
    }
}
