package dev.palimpsest.sigma.read;

import dev.palimpsest.sigma.yaml.Yaml;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A document written in one way only, so that equal contents have equal digests. */
final class CanonicalYaml {

    private static final int DIGITS = 16;

    private CanonicalYaml() {}

    static String digest(Yaml document) {
        StringBuilder text = new StringBuilder();
        write(document, text);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Lengths before texts: no text can look like structure. */
    private static void write(Yaml node, StringBuilder into) {
        switch (node) {
            case Yaml.Scalar scalar when scalar.isNull() -> into.append('n');
            case Yaml.Scalar scalar -> text(scalar.text(), into);
            case Yaml.Sequence sequence -> {
                into.append('[');
                sequence.items().forEach(item -> write(item, into));
                into.append(']');
            }
            case Yaml.Mapping mapping -> {
                into.append('{');
                mapping.entries().forEach((key, entry) -> {
                    text(key, into);
                    write(entry.value(), into);
                });
                into.append('}');
            }
        }
    }

    private static void text(String text, StringBuilder into) {
        into.append(text.length()).append(':').append(text);
    }
}
