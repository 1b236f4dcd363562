package dev.palimpsest.ingest.decode;

import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodeLimits;

/**
 * Turns a raw input of any supported format into payloads. The format is told by the content alone.
 *
 * <p>Total: every input has an outcome and nothing is thrown for what it holds. Pure: no clock, no I/O. Safe for any number of
 * threads.
 */
public final class Decoders {

    private final DecodeLimits limits;

    public Decoders() {
        this(DecodeLimits.DEFAULT);
    }

    public Decoders(DecodeLimits limits) {
        this.limits = limits;
    }

    /** What the bytes hold: UTF-8, UTF-16 with a byte order mark, or ISO-8859-1, which the record then says. */
    public Decoded decode(byte[] record, Arrival arrival) {
        return new Decoded.Undecodable("not built yet " + record.length + limits + arrival);
    }

    /** What the text holds. */
    public Decoded decode(String record, Arrival arrival) {
        return new Decoded.Undecodable("not built yet " + record.length() + limits + arrival);
    }
}
