package dev.palimpsest.trust.secret;

import java.util.List;
import java.util.function.Consumer;

/** Tokens without a prefix of their own: JSON web tokens, and those that a mark in the middle gives away. */
final class WebTokens implements Detector {
    private static final int PART_MAX = 8_192;
    private static final int PART_MIN = 10;
    private static final List<String> KEYWORDS = List.of("eyj", "8q~", ".atlasv1.", ":aa", "-us");

    @Override
    public List<String> keywords() {
        return KEYWORDS;
    }

    @Override
    public void look(String text, int keyword, int start, int end, Consumer<Found> found) {
        switch (keyword) {
            case 0 -> webToken(text, start, found);
            case 1 ->
                around(text, "azure-client-secret", "8Q~", start, Alphabet.DOTTED, new int[]{3, 3, 31, 34}, found);
            case 2 -> around(text, "terraform-token", ".atlasv1.", start, Alphabet.WORD, new int[]{14, 14, 60, 70},
                    found);
            case 3 -> telegram(text, start, found);
            default -> mailchimp(text, start, found);
        }
    }

    /** Header and claims are JSON objects, so both begin with eyJ; an unsigned one ends in a dot. */
    private static void webToken(String text, int start, Consumer<Found> found) {
        if (!text.startsWith("eyJ", start) || !Around.beginsWord(text, start)) {
            return;
        }
        int header = Alphabet.BASE64URL.end(text, start, PART_MAX);
        if (header - start < PART_MIN || !text.startsWith(".eyJ", header)) {
            return;
        }
        int claims = Alphabet.BASE64URL.end(text, header + 1, PART_MAX);
        if (claims - header < PART_MIN || claims >= text.length() || text.charAt(claims) != '.') {
            return;
        }
        found.accept(Found.secret("jwt", start, Alphabet.BASE64URL.end(text, claims + 1, PART_MAX)));
    }

    /** A token with a mark in its middle: as many characters before and after as {@code lengths} allows. */
    private static void around(String text, String kind, String mark, int at, Alphabet alphabet, int[] lengths,
            Consumer<Found> found) {
        if (!text.startsWith(mark, at)) {
            return;
        }
        int before = at;
        while (before > 0 && at - before <= lengths[1] && alphabet.has(text.charAt(before - 1))) {
            before--;
        }
        int after = at + mark.length();
        int end = alphabet.end(text, after, lengths[3] + 1);
        if (at - before >= lengths[0] && at - before <= lengths[1] && end - after >= lengths[2]
                && end - after <= lengths[3]) {
            found.accept(Found.secret(kind, before, end));
        }
    }

    private static void telegram(String text, int at, Consumer<Found> found) {
        around(text, "telegram-bot-token", ":AA", at, Alphabet.BASE64URL, new int[]{8, 10, 33, 33}, token -> {
            if (text.substring(token.start(), at).chars().allMatch(Character::isDigit)) {
                found.accept(token);
            }
        });
    }

    /** 32 hexadecimal digits and a data centre. */
    private static void mailchimp(String text, int at, Consumer<Found> found) {
        around(text, "mailchimp-key", "-us", at, Alphabet.HEX, new int[]{32, 32, 1, 2}, found);
    }
}
