package dev.palimpsest.query.brief;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The telling words of a text: Latin words of four letters and more, numbers and ids, and pairs of Han characters, less
 * what any question to an assistant is made of. A match by meaning alone is not enough to quote somebody.
 */
final class Terms {

    /** So many in common make two texts related. */
    static final int SHARED_MIN = 2;

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{3,63}");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}{2,64}");
    private static final Set<String> ENGLISH = Set.of("show", "tell", "give", "please", "what", "when", "where",
            "which",
            "have", "that", "this", "there", "with", "from", "about", "anything", "something", "happened", "happen",
            "happening", "recent", "recently", "lately", "latest", "last", "today", "yesterday", "week", "month",
            "days",
            "hours", "suspicious", "activity", "activities", "events", "could", "would", "should", "look", "take",
            "help",
            "need", "want", "know", "news", "your", "mine", "been", "were", "does", "anyone", "past", "some");
    private static final Set<String> CHINESE = Set.of("帮我", "我看", "看看", "看下", "一下", "最近", "近的", "可疑", "疑的", "疑活", "的活",
            "的可", "活动", "动态", "情况", "什么", "有什", "么可", "么活", "有没", "没有", "有可", "今天", "昨天", "这周", "本周", "天有", "告诉", "请问",
            "过去", "去的", "发生", "生了", "了什", "哪些", "有哪", "些可", "查看", "查一", "给我", "我们", "怎么", "么样", "近有", "近怎");

    private Terms() {}

    static Set<String> in(String text) {
        Set<String> terms = new HashSet<>();
        WORD.matcher(text).results().map(word -> word.group().toLowerCase(Locale.ROOT))
                .filter(word -> !ENGLISH.contains(word)).forEach(terms::add);
        HAN.matcher(text).results().forEach(run -> {
            for (int i = run.start(); i + 2 <= run.end(); i++) {
                String pair = text.substring(i, i + 2);
                if (!CHINESE.contains(pair)) {
                    terms.add(pair);
                }
            }
        });
        return terms;
    }

    /** Whether the texts have enough telling words in common. */
    static boolean related(Set<String> one, Set<String> other) {
        return one.stream().filter(other::contains).count() >= SHARED_MIN;
    }
}
