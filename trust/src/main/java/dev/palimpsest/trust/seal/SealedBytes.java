package dev.palimpsest.trust.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Bytes of whatever kind as they may be written, where no text is, and as they may be read. Safe for several threads. */
public record SealedBytes(Sealer sealer) {

    /** Sealed; nothing where the key is destroyed. */
    public ByteBuffer seal(ByteBuffer bytes, String keyId) {
        return ByteBuffer.wrap(sealer.seal(text(bytes), keyId).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** As they were. Empty where they are sealed and cannot be opened; what is not sealed is itself. */
    public Optional<ByteBuffer> open(ByteBuffer stored) {
        return sealer.open(text(stored)).map(text -> ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** A character for each byte. */
    private static String text(ByteBuffer bytes) {
        return StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
    }
}
