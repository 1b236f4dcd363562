package dev.palimpsest.trust.admission;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The ways in which bytes of unknown origin may be text. */
final class Charsets {
    private Charsets() {}

    /**
     * All that are worth trying, since what is no text in one of them is in another: UTF-16 in both byte orders where there
     * are zeros or a mark, with that also text that begins at an odd place; then UTF-8, else byte by byte.
     */
    static List<Charset> of(byte[] record) {
        Charset narrow = narrow(record);
        return isWide(record)
                ? List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, narrow)
                : List.of(narrow);
    }

    private static boolean isWide(byte[] record) {
        for (byte each : record) {
            if (each == 0) {
                return true;
            }
        }
        return record.length > 1 && (record[0] & record[1]) == (byte) 0xfe && record[0] != record[1];
    }

    private static Charset narrow(byte[] record) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(record));
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException e) {
            return StandardCharsets.ISO_8859_1;
        }
    }
}
