package dev.palimpsest.trust.instruction;

import dev.palimpsest.trust.secret.KeywordScan;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * Scores how much a text reads like an order to an assistant, in English and Chinese. A signal to look at, not a filter
 * to trust: whoever knows the phrases can avoid them. Pure, linear in the text, safe for several threads.
 *
 * @param score   0 to 1
 * @param signals what was found, by name, in order
 */
public record InstructionLike(double score, List<String> signals) {
    /** From here on, a text of somebody who is not trusted is kept from recall until a person has looked at it. */
    public static final double QUARANTINE_FROM = 0.6;
    /** From here on the score is worth keeping. */
    public static final double TELLING_FROM = 0.3;
    /** Longest text that is looked at, in UTF-16 units; all that a memory may hold. */
    static final int LENGTH_MAX = 32_768;
    private static final int APART_MAX = 48;
    private static final int ENCODED_MIN = 24;
    private static final int ENCODED_MAX = 4_096;
    private static final List<String> VERBS = List.of("ignore", "disregard", "forget", "override", "bypass", "discard",
            "neglect", "忽略", "无视", "忘记", "忘掉", "不要理会", "绕过", "覆盖", "抛弃", "ignora", "ignoriere", "oublie");
    private static final List<String> OBJECTS = List.of("instruction", "previousrules", "priorrules", "yourrules",
            "allrules", "systemprompt", "allprevious", "previousprompt", "previouscontext", "priorcontext",
            "guidelines",
            "yourtraining", "theabove", "everythingabove", "allprior", "safetyrules", "指令", "指示", "规则", "提示词", "之前的",
            "以上", "先前", "上述", "设定", "上面的", "instruccion", "anweisung");
    private static final List<Keyword> WORDS = words();
    private static final KeywordScan PHRASES = new KeywordScan(WORDS.stream().map(Keyword::text).toList());
    private static final List<Keyword> MARKS = keywords(Signal::marks);
    private static final KeywordScan MARKS_SCAN = new KeywordScan(MARKS.stream().map(Keyword::text).toList());

    private enum Part {
        WHOLE, VERB, OBJECT
    }

    private record Keyword(String text, Signal signal, Part part) {}

    private static List<Keyword> words() {
        List<Keyword> words = new ArrayList<>(keywords(Signal::phrases));
        VERBS.forEach(verb -> words.add(new Keyword(verb, Signal.OVERRIDE, Part.VERB)));
        OBJECTS.forEach(object -> words.add(new Keyword(object, Signal.OVERRIDE, Part.OBJECT)));
        return words;
    }

    private static List<Keyword> keywords(Function<Signal, List<String>> of) {
        List<Keyword> keywords = new ArrayList<>();
        for (Signal signal : Signal.values()) {
            of.apply(signal).forEach(text -> keywords.add(new Keyword(text, signal, Part.WHOLE)));
        }
        return keywords;
    }

    /** How the text reads; what is hidden in it or encoded reads as part of it. */
    public static InstructionLike of(String text) {
        String bounded = text.length() > LENGTH_MAX ? text.substring(0, LENGTH_MAX) : text;
        Set<Signal> found = EnumSet.noneOf(Signal.class);
        look(bounded, found);
        for (String decoded : encoded(bounded)) {
            look(decoded, found);
        }
        double innocent = 1;
        for (Signal signal : found) {
            innocent *= 1 - signal.weight();
        }
        return new InstructionLike(1 - innocent, found.stream().map(Signal::label).toList());
    }

    /** Whether the score is such that an untrusted source's word is quarantined. */
    public boolean isToBeQuarantined() {
        return score >= QUARANTINE_FROM;
    }

    private static void look(String text, Set<Signal> found) {
        String seen = Normalizer.normalize(shown(text, found), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        MARKS_SCAN.scan(seen, (keyword, start, end) -> found.add(MARKS.get(keyword).signal()));
        int[] verb = {-1};
        PHRASES.scan(letters(seen), (number, start, end) -> {
            Keyword keyword = WORDS.get(number);
            switch (keyword.part()) {
                case WHOLE -> found.add(keyword.signal());
                case VERB -> verb[0] = end;
                case OBJECT -> {
                    if (verb[0] >= 0 && end - verb[0] <= APART_MAX) {
                        found.add(Signal.OVERRIDE);
                    }
                }
            }
        });
    }

    /** Without what nobody sees; tag characters, which spell ASCII in secret, as the text they spell. */
    private static String shown(String text, Set<Signal> found) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point >= 0xE0020 && point <= 0xE007E) {
                shown.append((char) (point - 0xE0000));
                found.add(Signal.HIDDEN);
            } else if (Character.getType(point) == Character.FORMAT) {
                boolean bidirectional = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
                if (bidirectional || point == 0x200B || point == 0x2060 || point == 0xFEFF) {
                    found.add(Signal.HIDDEN);
                }
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }

    private static String letters(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        text.replace("%20", " ").codePoints().filter(Character::isLetter).forEach(letters::appendCodePoint);
        return letters.toString();
    }

    /** Runs of Base64 that decode to text. */
    private static List<String> encoded(String text) {
        List<String> decoded = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && isBase64(text.charAt(i)) && i - from < ENCODED_MAX) {
                continue;
            }
            if (i - from >= ENCODED_MIN) {
                String plain = decoded(text.substring(from, i));
                if (!plain.isEmpty()) {
                    decoded.add(plain);
                }
            }
            from = i + 1;
        }
        return decoded;
    }

    private static boolean isBase64(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }

    private static String decoded(String run) {
        byte[] bytes = Base64.getDecoder().decode(run.substring(0, run.length() - run.length() % 4));
        boolean utf16 = bytes.length > 8 && bytes[1] == 0 && bytes[3] == 0;
        String text = new String(bytes, utf16 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8);
        long readable = text.chars().filter(c -> c >= ' ' && c != '\uFFFD').count();
        return readable * 10 >= text.length() * 9L ? text : "";
    }
}
