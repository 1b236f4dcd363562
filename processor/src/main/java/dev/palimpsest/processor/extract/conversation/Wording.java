package dev.palimpsest.processor.extract.conversation;

import java.util.Map;
import java.util.Set;

/** How memories of statements read: short, in the third person, without the name, in the language of the statement. */
final class Wording {

    private static final int WORDS_LENGTH_MAX = 500;

    private static final Map<String, String> ENGLISH = Map.ofEntries(
            Map.entry("grouping=attack-tactic", "prefers findings arranged by ATT&CK tactic"),
            Map.entry("grouping=attack-technique", "prefers findings arranged by ATT&CK technique"),
            Map.entry("grouping=host", "prefers findings arranged by host"),
            Map.entry("grouping=time", "prefers findings arranged by time"),
            Map.entry("grouping=severity", "prefers findings arranged by severity"),
            Map.entry("grouping=source", "prefers findings arranged by source"),
            Map.entry("language=zh", "prefers answers in Chinese"),
            Map.entry("language=en", "prefers answers in English"),
            Map.entry("language=de", "prefers answers in German"),
            Map.entry("language=fr", "prefers answers in French"),
            Map.entry("language=es", "prefers answers in Spanish"),
            Map.entry("language=ja", "prefers answers in Japanese"),
            Map.entry("language=ko", "prefers answers in Korean"),
            Map.entry("language=ru", "prefers answers in Russian"),
            Map.entry("language=pt", "prefers answers in Portuguese"),
            Map.entry("language=it", "prefers answers in Italian"), Map.entry("detail=short", "prefers short answers"),
            Map.entry("detail=full", "prefers detailed answers"),
            Map.entry("format=table", "prefers answers as a table"),
            Map.entry("format=bullets", "prefers answers in bullet points"),
            Map.entry("format=markdown", "prefers answers in Markdown"),
            Map.entry("format=json", "prefers answers as JSON"), Map.entry("format=prose", "prefers answers in prose"));

    private static final Map<String, String> CHINESE = Map.ofEntries(
            Map.entry("grouping=attack-tactic", "喜欢按 ATT&CK 战术整理结果"),
            Map.entry("grouping=attack-technique", "喜欢按 ATT&CK 技术整理结果"), Map.entry("grouping=host", "喜欢按主机整理结果"),
            Map.entry("grouping=time", "喜欢按时间整理结果"), Map.entry("grouping=severity", "喜欢按严重程度整理结果"),
            Map.entry("grouping=source", "喜欢按来源整理结果"), Map.entry("language=zh", "希望用中文回答"),
            Map.entry("language=en", "希望用英文回答"), Map.entry("language=de", "希望用德文回答"),
            Map.entry("language=fr", "希望用法文回答"), Map.entry("language=es", "希望用西班牙文回答"),
            Map.entry("language=ja", "希望用日文回答"), Map.entry("language=ko", "希望用韩文回答"),
            Map.entry("language=ru", "希望用俄文回答"), Map.entry("detail=short", "希望回答简短"),
            Map.entry("detail=full", "希望回答详细"), Map.entry("format=table", "喜欢用表格呈现结果"),
            Map.entry("format=bullets", "喜欢分点回答"), Map.entry("format=markdown", "喜欢用 Markdown 格式"),
            Map.entry("format=json", "喜欢用 JSON 格式"), Map.entry("format=prose", "喜欢用成段文字回答"));

    private static final Set<String> PRONOUNS = Set.of("it", "它", "这台", "那台", "这台服务器", "那台服务器", "这台主机", "那台主机",
            "这台机器", "那台机器", "该服务器", "该主机", "该机器", "该地址", "this server", "this host", "this machine", "this box",
            "this one",
            "this address", "this domain", "that server", "that host", "that machine", "that box", "that one");

    private Wording() {}

    static String watches(Reading reading, Mention target) {
        return reading.chinese() ? "关注 " + target.chinese() : "watches " + target.english();
    }

    static String worksOn(Reading reading, Mention target) {
        return reading.chinese()
                ? "经常处理 " + target.chinese() + " 相关案件"
                : "often works on " + target.english() + " cases";
    }

    static String preference(Reading reading, String slot, String code) {
        String key = slot + "=" + code;
        return (reading.chinese() ? CHINESE : ENGLISH).getOrDefault(key, ENGLISH.getOrDefault(key, key));
    }

    static String role(Reading reading, String role) {
        String article = reading.parts().getOrDefault("article", "");
        if (reading.chinese()) {
            return "是" + role;
        }
        return "works as " + (article.isEmpty() || article.contains("y") ? "" : words(article) + " ") + role;
    }

    static String name(Reading reading, String name) {
        return reading.chinese() ? "名叫" + name : "is called " + name;
    }

    /** What was decided, in the speaker's words from the verb on. */
    static String decision(Reading reading) {
        return words(reading.parts().getOrDefault("what", ""));
    }

    /** The sentence itself: it is not about the speaker. */
    static String asset(Reading reading, String text) {
        String words = text.substring(reading.start(), reading.end());
        if (!reading.targets().isEmpty()) {
            Mention thing = reading.targets().getFirst();
            String named = text.substring(thing.start(), thing.end());
            if (PRONOUNS.contains(Fold.lower(named))) {
                String label = reading.chinese() ? thing.chinese() + " " : thing.english();
                String rest = text.substring(thing.end(), reading.end());
                words = text.substring(reading.start(), thing.start()) + label
                        + (rest.startsWith("'s ") || rest.startsWith("’s ") ? " is" + rest.substring(2) : rest);
            }
        }
        return words(words);
    }

    /** Words of a text on one line: no control, format or bidirectional signs, spaces single, length bounded. */
    static String words(String text) {
        StringBuilder words = new StringBuilder(Math.min(text.length(), WORDS_LENGTH_MAX));
        text.codePoints().forEach(sign -> {
            boolean space = Character.isWhitespace(sign) || Character.isISOControl(sign);
            if (space
                    ? !words.isEmpty() && words.charAt(words.length() - 1) != ' '
                    : Character.getType(sign) != Character.FORMAT) {
                words.appendCodePoint(space ? ' ' : sign);
            }
        });
        return Episodes.cut(words.toString().strip(), WORDS_LENGTH_MAX).strip();
    }
}
