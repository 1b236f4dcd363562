package dev.palimpsest.ingest.decode;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The text of some bytes.
 *
 * @param text     without byte order mark
 * @param encoding the name of the encoding where it was not UTF-8; null where it was
 */
record RecordText(String text, @Nullable String encoding) {

    /** UTF-8 with more than one NUL in this many characters is no text. */
    private static final int BINARY_SHARE = 8;

    static RecordText of(byte[] bytes) {
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return new RecordText(new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE), "utf-16le");
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return new RecordText(new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE), "utf-16be");
        }
        int start = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        try {
            ByteBuffer rest = ByteBuffer.wrap(bytes, start, bytes.length - start);
            return new RecordText(StandardCharsets.UTF_8.newDecoder().decode(rest).toString(), null);
        } catch (CharacterCodingException e) {
            Charset latin1 = StandardCharsets.ISO_8859_1;
            return new RecordText(new String(bytes, latin1), "iso-8859-1");
        }
    }

    /** Whether it is no text at all. A stray NUL in a line of UTF-8 does not make it binary. */
    boolean isBinary() {
        if (text.indexOf('\0') < 0) {
            return false;
        }
        long nuls = text.chars().filter(c -> c == 0).count();
        return encoding == null ? nuls * BINARY_SHARE > text.length() : nuls > 0;
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
