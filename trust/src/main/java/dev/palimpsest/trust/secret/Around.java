package dev.palimpsest.trust.secret;

import java.util.Locale;
import java.util.Set;

/** What stands around a place in a text that may be a JSON document, with all its escapes. */
final class Around {
    private static final String ESCAPES = "nrtbf";
    private static final Set<String> NO_VALUE = Set.of("null", "none", "nil", "true", "false", "undefined", "n/a", "na",
            "empty", "yes", "no", "required", "optional", "string", "redacted", "hidden", "unknown", "changed",
            "expired", "invalid", "incorrect", "wrong", "failed", "failure", "success", "must", "not", "is", "was",
            "all", "new",
            "for", "and", "the", "with", "has", "to", "of", "in");

    private static final int NO_VALUE_MAX = 16;

    private Around() {}

    /** Whether a word may begin here: no letter or digit before it, or one that only ends an escape of JSON. */
    static boolean beginsWord(String text, int at) {
        if (at == 0 || !isWord(text.charAt(at - 1))) {
            return true;
        }
        if (at >= 2 && text.charAt(at - 2) == '\\' && ESCAPES.indexOf(text.charAt(at - 1)) >= 0) {
            return true;
        }
        return at >= 6 && text.charAt(at - 6) == '\\' && text.charAt(at - 5) == 'u'
                && text.substring(at - 4, at).chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }

    /** Whether a word ends before this place. */
    static boolean endsWord(String text, int at) {
        return at >= text.length() || !isWord(text.charAt(at));
    }

    /** Chinese is written without spaces, so only these signs belong to a word that a token would be part of. */
    static boolean isWord(char c) {
        return Alphabet.WORD.has(c);
    }

    /** White space, or an escape of JSON that stands for some: how long it is; 0 for anything else. */
    static int blank(String text, int at) {
        if (at >= text.length()) {
            return 0;
        }
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            return 1;
        }
        return c == '\\' && at + 1 < text.length() && "nrt".indexOf(text.charAt(at + 1)) >= 0 ? 2 : 0;
    }

    /** An opening quote, escaped as often as JSON in JSON does: how long it is with its backslashes; 0 where there is none. */
    static int quote(String text, int at) {
        int end = at;
        while (end < text.length() && end - at < 4 && text.charAt(end) == '\\') {
            end++;
        }
        return end < text.length() && (text.charAt(end) == '"' || text.charAt(end) == '\'') ? end + 1 - at : 0;
    }

    /** Whether a value says nothing: a placeholder, a variable, a row of stars, a pseudonym. */
    static boolean isPlaceholder(String text, int start, int end) {
        if (end <= start || (end - start <= NO_VALUE_MAX
                && NO_VALUE.contains(text.substring(start, end).toLowerCase(Locale.ROOT)))) {
            return true;
        }
        char first = text.charAt(start);
        char second = start + 1 < end ? text.charAt(start + 1) : ' ';
        boolean variable = (first == '$' && (Character.isLetter(second) || second == '{' || second == '('))
                || (first == '%' && second == '%') || first == '<' || (first == '{' && second == '{')
                || (first == '%' && text.charAt(end - 1) == '%' && end - start > 2);
        if (variable || Pseudonyms.isEdge(text, start)) {
            return true;
        }
        int at = start;
        while (at < end && "*xX.-_#?()".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at == end;
    }
}
