package dev.palimpsest.observables.attack;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits a text into runs of letters and digits; scripts without spaces end a run, so that names are found inside Chinese text. */
final class Words {

    /** Longer runs are no part of any name and are kept only by their first characters. */
    private static final int WORD_LENGTH_MAX = 64;

    private final CharSequence text;

    Words(CharSequence text) {
        this.text = text;
    }

    List<Word> all() {
        List<Word> words = new ArrayList<>();
        for (int at = 0; at < text.length();) {
            if (isPart(text.charAt(at))) {
                int end = at;
                while (end < text.length() && isPart(text.charAt(end))) {
                    end++;
                }
                String kept = text.subSequence(at, Math.min(end, at + WORD_LENGTH_MAX)).toString();
                words.add(new Word(kept.toLowerCase(Locale.ROOT), at, end));
                at = end;
            } else {
                at++;
            }
        }
        return words;
    }

    private static boolean isPart(char c) {
        return c == '$' || (Character.isLetterOrDigit(c) && (c < 0x80 || isSpacedScript(c)));
    }

    /** Letters of scripts that put spaces between words, and so glue. */
    private static boolean isSpacedScript(char c) {
        return switch (UnicodeScript.of(c)) {
            case LATIN, GREEK, CYRILLIC, COMMON -> true;
            default -> false;
        };
    }
}
