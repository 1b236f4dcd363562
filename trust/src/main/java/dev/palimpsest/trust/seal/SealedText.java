package dev.palimpsest.trust.seal;

import java.util.Optional;

/**
 * A text sealed where a record has room for text alone: {@code palimpsest:sealed:1:KEY:NONCE:CIPHERTEXT}, the last two in
 * Base64 without padding. Only fields that are sealed are ever opened, and what does not open under its key is told as
 * erased, whoever made it up.
 */
record SealedText(String keyId, String nonce, String ciphertext) {

    static final String BEGIN = "palimpsest:sealed:1:";

    static Optional<SealedText> parse(String text) {
        if (!text.startsWith(BEGIN)) {
            return Optional.empty();
        }
        String[] parts = text.substring(BEGIN.length()).split(":", -1);
        return parts.length == 3 ? Optional.of(new SealedText(parts[0], parts[1], parts[2])) : Optional.empty();
    }

    /** A text of somebody's own that is written unsealed, so that it is never taken for a sealed one. */
    static String plain(String text) {
        return text.startsWith(BEGIN) ? " " + text : text;
    }

    @Override
    public String toString() {
        return BEGIN + keyId + ":" + nonce + ":" + ciphertext;
    }
}
