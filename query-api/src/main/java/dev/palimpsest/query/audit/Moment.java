package dev.palimpsest.query.audit;

import dev.palimpsest.access.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Of which time a recall is: both times of a memory, together or alone.
 *
 * @param asOf    valid time: what held then; null for what stands
 * @param knownAt system time: what the log had learnt by then; null for all it has learnt
 */
public record Moment(@Nullable Instant asOf, @Nullable Instant knownAt) {

    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    /** What stands, as far as is known. */
    public static final Moment PRESENT = new Moment(null, null);

    /**
     * The moment of two texts, ISO 8601.
     *
     * @throws Refusal where one is no time, or the log cannot have learnt it yet
     */
    public static Moment parse(@Nullable String asOf, @Nullable String knownAt, Instant now) {
        Moment moment = new Moment(instant("as_of", asOf), instant("known_at", knownAt));
        if (moment.knownAt != null && moment.knownAt.isAfter(now)) {
            throw Refusal.badRequest("known_at lies in the future: " + moment.knownAt);
        }
        return moment;
    }

    /** Whether the index has it: nothing of another time was asked for. */
    public boolean isPresent() {
        return asOf == null && knownAt == null;
    }

    /** The instant that "recent", scores and ends of validity are judged at. */
    public Instant instant(Instant now) {
        Instant known = knownAt == null ? now : knownAt;
        return asOf == null ? known : asOf;
    }

    /**
     * The instant of a text; null where there is none.
     *
     * @throws Refusal naming the part and what it may be
     */
    public static @Nullable Instant instant(String part, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            Instant instant = Instant.parse(text);
            if (instant.isBefore(Instant.EPOCH) || !instant.isBefore(END)) {
                throw Refusal.badRequest(part + " lies between 1970 and 9999; got: " + text);
            }
            return instant;
        } catch (DateTimeException e) {
            throw Refusal.badRequest(part + " is a time such as 2026-11-22T14:05:00Z; got: " + text);
        }
    }
}
