package dev.palimpsest.sigma.read;

import dev.palimpsest.sigma.match.Place;
import dev.palimpsest.sigma.match.TextPattern;
import dev.palimpsest.sigma.match.ValueTest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Texts looked for in an encoding: UTF-16, Base64, and Base64 of a longer text in which they begin anywhere. */
final class Encoded {

    private static final Set<String> ENCODINGS = Set.of("base64", "base64offset", "wide", "utf16le", "utf16be",
            "utf16");

    /** By where in a group of three bytes a text begins: characters of the code that its neighbours decide too. */
    private static final int[] BEFORE = {0, 2, 3};
    private static final int[] AFTER = {0, 3, 2};

    private Encoded() {}

    static boolean isAsked(Modifiers modifiers) {
        return ENCODINGS.stream().anyMatch(modifiers::has);
    }

    static ValueTest read(String text, Modifiers modifiers, boolean cased) {
        byte[] bytes = text.getBytes(charset(modifiers));
        if (modifiers.has("base64offset")) {
            List<TextPattern> patterns = new ArrayList<>();
            for (int offset = 0; offset < 3; offset++) {
                patterns.add(TextPattern.literal(shifted(bytes, offset), modifiers.place(), cased));
            }
            return new ValueTest.OneOf(patterns);
        }
        if (modifiers.has("base64")) {
            String code = Base64.getEncoder().encodeToString(bytes);
            String kept = modifiers.place() == Place.WHOLE ? code : code.replace("=", "");
            return TextPattern.literal(kept, modifiers.place(), cased);
        }
        return TextPattern.literal(new String(bytes, StandardCharsets.ISO_8859_1), modifiers.place(), cased);
    }

    private static Charset charset(Modifiers modifiers) {
        if (modifiers.has("utf16be")) {
            return StandardCharsets.UTF_16BE;
        }
        boolean wide = modifiers.has("wide") || modifiers.has("utf16le") || modifiers.has("utf16");
        return wide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
    }

    private static String shifted(byte[] bytes, int offset) {
        byte[] padded = new byte[bytes.length + offset];
        System.arraycopy(bytes, 0, padded, offset, bytes.length);
        String code = Base64.getEncoder().encodeToString(padded);
        int end = code.length() - AFTER[(offset + bytes.length) % 3];
        return code.substring(BEFORE[offset], Math.max(BEFORE[offset], end));
    }
}
