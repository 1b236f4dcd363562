package dev.palimpsest.processor.extract.conversation;

import java.util.List;

/** Which grammar reads which words. */
final class Language {

    private Language() {}

    /** Chinese where any Chinese character occurs, for technical names make Chinese sentences half Latin. */
    static Grammar of(String words) {
        return isChinese(words) ? Grammar.CHINESE : Grammar.ENGLISH;
    }

    /** Both where a Chinese word stands in what may be an English sentence. */
    static List<Grammar> allOf(String words) {
        if (!isChinese(words)) {
            return List.of(Grammar.ENGLISH);
        }
        return words.indexOf(' ') < 0 ? List.of(Grammar.CHINESE) : List.of(Grammar.CHINESE, Grammar.ENGLISH);
    }

    private static boolean isChinese(String words) {
        return words.chars().anyMatch(sign -> Fold.isChinese((char) sign));
    }
}
