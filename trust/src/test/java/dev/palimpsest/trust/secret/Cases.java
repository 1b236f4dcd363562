package dev.palimpsest.trust.secret;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A line of a log as the files of cases describe it, with made-up signs, so that no file holds what looks like a real key.
 *
 * @param text    with its secrets
 * @param secrets what must not be left of it; none for a line that must stay as it is
 */
record Cases(String text, List<String> secrets) {
    private static final Pattern MADE_UP = Pattern.compile("\\{(an|lo|up|hex|b64u|b64|dig):([0-9]+)}");
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DIGITS = "0123456789";
    /** So many characters in a row of a secret are too much of it. */
    private static final int PART = 12;

    static List<Cases> read(String file) {
        try (InputStream in = Objects.requireNonNull(Cases.class.getResourceAsStream("/secret/" + file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("# "))
                    .map(Cases::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Cases of(String line) {
        Random random = new Random(line.hashCode());
        String text = MADE_UP.matcher(line).replaceAll(part -> madeUp(part, random)).replace('⏎', '\n');
        List<String> secrets = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        for (String piece : text.split("⟦", -1)) {
            int end = piece.indexOf('⟧');
            if (end >= 0) {
                secrets.add(piece.substring(0, end));
            }
            plain.append(piece.replace("⟧", ""));
        }
        return new Cases(plain.toString(), secrets);
    }

    private static String madeUp(MatchResult part, Random random) {
        String signs = switch (part.group(1)) {
            case "an" -> LOWER + UPPER + DIGITS;
            case "lo" -> LOWER + DIGITS;
            case "up" -> UPPER + DIGITS;
            case "hex" -> DIGITS + "abcdef";
            case "b64" -> LOWER + UPPER + DIGITS + "+/";
            case "b64u" -> LOWER + UPPER + DIGITS + "-_";
            default -> DIGITS;
        };
        StringBuilder made = new StringBuilder();
        for (int i = Integer.parseInt(part.group(2)); i > 0; i--) {
            made.append(signs.charAt(random.nextInt(signs.length())));
        }
        return made.toString();
    }

    /** Whether a text still holds a part of one of the secrets. */
    boolean isLeftIn(String redacted) {
        return secrets.stream().anyMatch(secret -> {
            int part = Math.min(PART, secret.length());
            for (int i = 0; i + part <= secret.length(); i++) {
                if (redacted.contains(secret.substring(i, i + part))) {
                    return true;
                }
            }
            return false;
        });
    }
}
