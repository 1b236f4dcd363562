package dev.palimpsest.memory;

/**
 * One version of one memory: what an answer cites.
 *
 * @param version at least 1
 */
public record MemoryRef(MemoryId id, long version) {

    /**
     * Reads {@code id@version}.
     *
     * @throws IllegalArgumentException where the text has another form
     */
    public static MemoryRef parse(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException("a memory version reads id@version; got: " + text);
        }
        return new MemoryRef(MemoryId.parse(text.substring(0, at)), Long.parseLong(text.substring(at + 1)));
    }

    @Override
    public String toString() {
        return id + "@" + version;
    }
}
