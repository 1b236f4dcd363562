package dev.palimpsest.query.brief;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The languages a briefing is written in. */
public enum Language {
    ENGLISH("en"),
    /** Simplified Chinese. */
    CHINESE("zh");

    private static final Pattern LATIN_WORD = Pattern.compile("[A-Za-z]{2,}");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** Its BCP 47 tag. */
    public String tag() {
        return tag;
    }

    /** The language a tag or a name of it means, such as {@code zh-CN}, {@code Chinese} or {@code 中文}. */
    public static Optional<Language> named(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.equals("zh") || word.startsWith("zh-") || word.contains("chinese") || word.contains("中文")
                || word.contains("汉语")) {
            return Optional.of(CHINESE);
        }
        if (word.equals("en") || word.startsWith("en-") || word.contains("english") || word.contains("英文")
                || word.contains("英语")) {
            return Optional.of(ENGLISH);
        }
        return Optional.empty();
    }

    /**
     * The language a text is written in: Chinese where it has at least as many Han characters as Latin words, because
     * Chinese analysts write product and technique names in English. English for a text with neither.
     */
    public static Language of(String text) {
        long han = text.codePoints().filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN).count();
        Matcher words = LATIN_WORD.matcher(text);
        return han > 0 && han >= words.results().count() ? CHINESE : ENGLISH;
    }
}
