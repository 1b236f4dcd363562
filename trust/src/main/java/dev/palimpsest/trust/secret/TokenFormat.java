package dev.palimpsest.trust.secret;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A token that its prefix gives away.
 *
 * @param kind     such as {@code github-pat}
 * @param prefix   as it is spelt
 * @param alphabet of what follows the prefix
 * @param min      shortest length of what follows
 * @param max      longest length of what follows
 */
record TokenFormat(String kind, String prefix, Alphabet alphabet, int min, int max) {
    /** All formats of {@code token-formats.txt}. */
    static final List<TokenFormat> ALL = read();

    private static List<TokenFormat> read() {
        var in = Objects.requireNonNull(TokenFormat.class.getResourceAsStream("token-formats.txt"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).map(TokenFormat::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the token formats on the class path are broken", e);
        }
    }

    private static TokenFormat parse(String line) {
        List<String> parts = List.of(line.split(" +"));
        return new TokenFormat(parts.get(0), parts.get(1), Alphabet.named(parts.get(2)),
                Integer.parseInt(parts.get(3)), Integer.parseInt(parts.get(4)));
    }
}
