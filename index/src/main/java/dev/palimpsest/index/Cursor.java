package dev.palimpsest.index;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;

/**
 * A place in a list that is ordered by last observation, the latest first, then by id as text. Clients see it as opaque
 * text.
 *
 * @param lastMicros last observation of the memory before this place, as {@link #micros} gives it
 * @param id         that memory
 */
public record Cursor(long lastMicros, MemoryId id) {

    /** The order of a list. */
    public static final Comparator<Memory> ORDER = Comparator
            .comparingLong((Memory memory) -> micros(memory.occurrences().last())).reversed()
            .thenComparing(memory -> memory.id().toString());

    private static final String PREFIX = "1:";

    /** The place after the memory. */
    public static Cursor after(Memory memory) {
        return new Cursor(micros(memory.occurrences().last()), memory.id());
    }

    /**
     * Reads what {@link #encoded} wrote.
     *
     * @throws IllegalArgumentException where the text is anything else
     */
    public static Cursor parse(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int colon = plain.lastIndexOf(':');
            if (plain.startsWith(PREFIX) && colon > PREFIX.length()) {
                Cursor cursor = new Cursor(Long.parseLong(plain.substring(PREFIX.length(), colon)),
                        MemoryId.parse(plain.substring(colon + 1)));
                if (cursor.encoded().equals(text)) {
                    return cursor;
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("this is no cursor of a list", e);
        }
        throw new IllegalArgumentException("this is no cursor of a list");
    }

    /** Whether the memory comes after this place. */
    public boolean isBefore(Memory memory) {
        int byTime = Long.compare(micros(memory.occurrences().last()), lastMicros);
        return byTime < 0 || (byTime == 0 && memory.id().toString().compareTo(id.toString()) > 0);
    }

    /** Base64 for URLs; {@link #parse} reads it back. */
    public String encoded() {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString((PREFIX + lastMicros + ":" + id).getBytes(StandardCharsets.UTF_8));
    }

    /** Microseconds since the epoch; times too far away for a {@code long} become its bounds. */
    public static long micros(Instant instant) {
        long seconds = instant.getEpochSecond();
        if (seconds > Long.MAX_VALUE / 1_000_000 - 1) {
            return Long.MAX_VALUE;
        }
        if (seconds < Long.MIN_VALUE / 1_000_000 + 1) {
            return Long.MIN_VALUE;
        }
        return seconds * 1_000_000 + instant.getNano() / 1_000;
    }
}
