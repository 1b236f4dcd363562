package dev.palimpsest.trust.secret;

/**
 * A stretch of text that must not be kept.
 *
 * @param group {@code secret} or {@code pii}
 * @param kind  what it is, such as {@code aws-access-key-id}
 * @param start UTF-16 offset, inclusive
 * @param end   UTF-16 offset, exclusive; over {@code start}
 */
public record Found(Group group, String kind, int start, int end) {
    /** What sort of thing must not be kept. */
    public enum Group {
        SECRET, PII
    }

    static Found secret(String kind, int start, int end) {
        return new Found(Group.SECRET, kind, start, end);
    }

    static Found personal(String kind, int start, int end) {
        return new Found(Group.PII, kind, start, end);
    }
}
