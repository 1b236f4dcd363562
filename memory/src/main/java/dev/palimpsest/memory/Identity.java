package dev.palimpsest.memory;

import java.text.Normalizer;
import java.util.Locale;

/**
 * What makes two claims on one subject speak of the same memory. The form also decides what a differing claim does:
 * see {@code Ledger}.
 *
 * @param form how sameness is judged
 * @param key  the key within that form; for text a hash, so that forgetting the text forgets it here too
 */
public record Identity(Form form, String key) {

    /** The ways to be the same. */
    public enum Form {
        /** One value at a time; another value supersedes it. */
        SLOT,
        /** A sentence, whatever its case, spacing or punctuation. */
        TEXT,
        /** One raw observation, kept verbatim. */
        EPISODE,
        /** What one source states of one indicator. */
        INDICATOR,
        /** An edge to a target. */
        EDGE,
        /** One activity: technique, entities, window. */
        STORY
    }

    public static Identity slot(String name) {
        return new Identity(Form.SLOT, name);
    }

    public static Identity text(String text) {
        return new Identity(Form.TEXT, Hash.of(normalised(text)).hex());
    }

    public static Identity episode(String observation) {
        return new Identity(Form.EPISODE, observation);
    }

    public static Identity indicator(String source) {
        return new Identity(Form.INDICATOR, source);
    }

    public static Identity edge(String type, Subject target) {
        return new Identity(Form.EDGE, type + ">" + target);
    }

    public static Identity story(String key) {
        return new Identity(Form.STORY, key);
    }

    /** Letters and digits in lower case with single spaces between words: NFKC, so full-width forms agree too. */
    static String normalised(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}.:/\\\\@_-]+", " ").replaceAll("[.:]+(?= |$)", "").strip();
    }
}
