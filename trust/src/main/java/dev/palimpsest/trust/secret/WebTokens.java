package dev.palimpsest.trust.secret;

import java.util.List;
import java.util.function.Consumer;

/** Tokens without a prefix of their own: JSON web tokens, and those that a mark in the middle gives away. */
final class WebTokens implements Detector {
    private static final int PART_MAX = Value.LENGTH_MAX;
    private static final int PART_MIN = 10;
    private static final List<String> KEYWORDS = List.of("eyj", "8q~", ".atlasv1.", ":aa", "-us");

    @Override
    public List<String> keywords() {
        return KEYWORDS;
    }

    @Override
    public void look(Reading reading, int keyword, int start, int end, Consumer<Found> found) {
        switch (keyword) {
            case 0 -> webToken(reading, start, found);
            case 1 ->
                around(reading, "azure-client-secret", "8Q~", start, Alphabet.DOTTED, new int[]{3, 3, 31, 34}, found);
            case 2 -> around(reading, "terraform-token", ".atlasv1.", start, Alphabet.WORD, new int[]{14, 14, 60, 70},
                    found);
            case 3 -> telegram(reading, start, found);
            default -> mailchimp(reading, start, found);
        }
    }

    /** Header and claims are JSON objects, so both begin with eyJ; an unsigned one ends in a dot. */
    private static void webToken(Reading reading, int start, Consumer<Found> found) {
        String text = reading.text();
        if (!text.startsWith("eyJ", start) || !Around.beginsWord(text, start)) {
            return;
        }
        int header = reading.end(Alphabet.BASE64URL, start, PART_MAX);
        if (header - start < PART_MIN || !text.startsWith(".eyJ", header)) {
            return;
        }
        int claims = reading.end(Alphabet.BASE64URL, header + 1, PART_MAX);
        if (claims - header < PART_MIN || claims >= text.length() || text.charAt(claims) != '.') {
            return;
        }
        found.accept(Found.secret("jwt", start, reading.end(Alphabet.BASE64URL, claims + 1, PART_MAX)));
    }

    /** A token with a mark in its middle: as many characters before and after as {@code lengths} allows. */
    private static void around(Reading reading, String kind, String mark, int at, Alphabet alphabet, int[] lengths,
            Consumer<Found> found) {
        String text = reading.text();
        if (!text.startsWith(mark, at)) {
            return;
        }
        int before = at;
        while (before > 0 && at - before <= lengths[1] && alphabet.has(text.charAt(before - 1))) {
            before--;
        }
        reading.step(at - before);
        int after = at + mark.length();
        int end = reading.end(alphabet, after, lengths[3] + 1);
        if (at - before >= lengths[0] && at - before <= lengths[1] && end - after >= lengths[2]
                && end - after <= lengths[3]) {
            found.accept(Found.secret(kind, before, end));
        }
    }

    private static void telegram(Reading reading, int at, Consumer<Found> found) {
        String text = reading.text();
        int from = at;
        while (from > 0 && at - from <= 10 && Alphabet.DIGIT.has(text.charAt(from - 1))) {
            from--;
        }
        int end = reading.end(Alphabet.BASE64URL, at + 1, 36);
        if (text.startsWith(":AA", at) && at - from >= 8 && at - from <= 10 && end - at - 1 == 35) {
            found.accept(Found.secret("telegram-bot-token", from, end));
        }
    }

    /** 32 hexadecimal digits and a data centre. */
    private static void mailchimp(Reading reading, int at, Consumer<Found> found) {
        around(reading, "mailchimp-key", "-us", at, Alphabet.HEX, new int[]{32, 32, 1, 2}, found);
    }
}
