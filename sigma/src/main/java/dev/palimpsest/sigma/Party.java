package dev.palimpsest.sigma;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who may be a side of what a rule tells of, by the field that names it. */
public enum Party {
    /** The address it came from. */
    SOURCE("source.ip"),
    /** The address it went to. */
    DESTINATION("destination.ip"),
    /** The machine it happened on. */
    HOST("host.name"),
    /** The account that acted. */
    ACCOUNT("user.name"),
    /** The account it was done to. */
    TARGET_ACCOUNT("user.target.name"),
    /** The account of a cloud's customer. */
    CLOUD_ACCOUNT("cloud.account.id");

    private final String field;

    Party(String field) {
        this.field = field;
    }

    /** Its name in rules. */
    public String field() {
        return field;
    }

    /** The party of a field; empty for any other field. */
    public static Optional<Party> of(String field) {
        return Arrays.stream(values()).filter(party -> party.field.equals(field)).findFirst();
    }

    /** All names, for messages. */
    public static String names() {
        return Arrays.stream(values()).map(Party::field).collect(Collectors.joining(", "));
    }
}
