package dev.palimpsest.memory;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What makes two claims on one subject speak of the same memory. The form also decides what a differing claim does:
 * see {@code Ledger}.
 *
 * @param form how sameness is judged
 * @param key  the key within that form; for text a hash, so that forgetting the text forgets it here too
 */
public record Identity(Form form, String key) {

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}\\p{Sm}\\p{Sc}.:/\\\\@_#%*&-]+");
    private static final Pattern SENTENCE_END = Pattern.compile("[.:]+(?= |$)");
    private static final Pattern SPACES = Pattern.compile(" {2,}");
    private static final Pattern BESIDE_HAN = Pattern.compile("(?<=\\p{IsHan}) | (?=\\p{IsHan})");

    /** The ways to be the same. */
    public enum Form {
        /** One value at a time; another value supersedes it. */
        SLOT,
        /** A sentence, whatever its case, spacing or punctuation. */
        TEXT,
        /** One raw observation, kept verbatim. */
        EPISODE,
        /** What one sender states of one indicator, in however many objects. */
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

    /**
     * What a sender states of an indicator.
     *
     * @param sender by credential or configuration, without the label it gives what it sends: see {@link SourceName}
     */
    public static Identity indicator(String sender) {
        return new Identity(Form.INDICATOR, sender);
    }

    public static Identity edge(String type, Subject target) {
        return new Identity(Form.EDGE, type + ">" + target);
    }

    /** An edge of somebody's own, whose target is in its content alone: a hash, so that forgetting the content forgets it. */
    public static Identity ownEdge(String type, Subject target) {
        return new Identity(Form.EDGE, type + ">" + Hash.of(target.toString()).hex());
    }

    public static Identity story(String key) {
        return new Identity(Form.STORY, key);
    }

    /**
     * Words in lower case with single spaces between them, none beside Chinese characters: NFKC, so full-width forms
     * agree too. Marks that tell addresses, paths, comparisons and names apart count as letters do.
     */
    static String normalised(String text) {
        String lower = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String words = NO_WORD.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKC)).replaceAll(" ");
        String ended = SENTENCE_END.matcher(words).replaceAll("");
        return BESIDE_HAN.matcher(SPACES.matcher(ended).replaceAll(" ").strip()).replaceAll("");
    }
}
