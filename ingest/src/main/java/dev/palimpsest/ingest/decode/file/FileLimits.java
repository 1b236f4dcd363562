package dev.palimpsest.ingest.decode.file;

/**
 * The bounds of reading a file.
 *
 * @param lineBytesMax     longest line or CSV row, in bytes; longer ones are problems and are skipped
 * @param documentBytesMax longest single JSON document, in bytes
 * @param entriesMax       most files in an archive
 * @param inflatedBytesMax most bytes read out of a compressed file or archive in total
 */
public record FileLimits(int lineBytesMax, int documentBytesMax, int entriesMax, long inflatedBytesMax) {

    /** 1 MiB lines, 64 MiB documents, 10,000 entries, 16 GiB in all. */
    public static final FileLimits DEFAULT = new FileLimits(1 << 20, 64 << 20, 10_000, 16L << 30);

    /** What a stranger sends at once: as {@link #DEFAULT}, and 256 MiB in all. */
    public static final FileLimits BODY = new FileLimits(1 << 20, 64 << 20, 10_000, 256L << 20);
}
