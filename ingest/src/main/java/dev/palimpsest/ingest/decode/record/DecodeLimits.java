package dev.palimpsest.ingest.decode.record;

/**
 * The bounds of decoding.
 *
 * @param documentBytesMax longest input, in bytes
 * @param eventCharsMax    longest single event or line, in UTF-16 units
 * @param recordsMax       most records one input may hold
 * @param fieldsMax        most fields of one record; further ones stay in its raw text only
 * @param valuesMax        most values of one field
 * @param valueCharsMax    longest value, in UTF-16 units; longer ones are cut
 * @param depthMax         deepest nesting that is flattened; what is deeper stays JSON text
 */
public record DecodeLimits(int documentBytesMax, int eventCharsMax, int recordsMax, int fieldsMax, int valuesMax,
        int valueCharsMax, int depthMax) {

    /** 64 MiB documents, 1 Mi events, 200,000 records, 256 fields of 64 values of 16,384 units, 12 levels. */
    public static final DecodeLimits DEFAULT = new DecodeLimits(64 << 20, 1 << 20, 200_000, 256, 64, 16_384, 12);
}
