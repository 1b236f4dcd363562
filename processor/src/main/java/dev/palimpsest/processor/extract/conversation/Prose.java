package dev.palimpsest.processor.extract.conversation;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * What a person says in a turn in their own words: the text with everything pasted or quoted blanked out, places kept.
 * Fenced and indented code, quoted lines, forwarded mail, log lines, JSON, XML and tables are data; so is what stands
 * between quotation marks, unless it is a mere name such as "Cobalt Strike".
 */
final class Prose {

    /** Stands for something quoted within a sentence. */
    static final char QUOTED = '\ufffc';

    private static final Pattern FENCE = Pattern.compile("^\\s*(?:```|~~~)");
    private static final Pattern FORWARDED = Pattern.compile(
            "(?i)^\\s*(?:-{2,} ?(?:original|forwarded) message ?-{0,}|begin forwarded message:|-{2,} ?(?:原始邮件|转发邮件|转发的邮件) ?-*|on .{4,80} wrote:\\s*$|.{2,60}写道[:：]\\s*$)");
    private static final Pattern MAIL_HEADER = Pattern
            .compile("(?i)^\\s*(?:from|to|cc|sent|date|subject|发件人|收件人|抄送|主题|发送时间)\\s*[:：]");

    private final String text;
    private final char[] signs;

    private Prose(String text) {
        this.text = text;
        this.signs = text.toCharArray();
    }

    /** As long as the text; blanked lines are line breaks, blanked quotes {@link #QUOTED}. */
    static String of(String text) {
        Prose prose = new Prose(text);
        prose.blankLines();
        prose.blankQuotes();
        return new String(prose.signs);
    }

    private void blankLines() {
        boolean fenced = false;
        int headers = 0;
        int depth = 0;
        for (int start = 0; start < text.length();) {
            int end = lineEnd(start);
            String line = text.substring(start, end);
            boolean fence = FENCE.matcher(line).find();
            headers = MAIL_HEADER.matcher(line).find() ? headers + 1 : 0;
            if (headers == 2 || FORWARDED.matcher(line).find()) {
                blank(start, text.length());
                return;
            }
            depth = LogShape.depthAfter(depth, line);
            if (fenced || fence || depth > 0 || headers > 0 || LogShape.isData(line)) {
                blank(start, end);
            }
            fenced ^= fence;
            start = end + 1;
        }
    }

    private int lineEnd(int start) {
        int end = text.indexOf('\n', start);
        return end < 0 ? text.length() : end;
    }

    private void blank(int start, int end) {
        for (int i = start; i < end; i++) {
            signs[i] = '\n';
        }
    }

    /** A quote that is never closed runs to the end of its line. */
    private void blankQuotes() {
        for (int start = 0; start < signs.length; start++) {
            char close = closing(start);
            if (close == 0) {
                continue;
            }
            int end = start + 1;
            while (end < signs.length && signs[end] != close && signs[end] != '\n') {
                end++;
            }
            boolean closed = end < signs.length && signs[end] == close;
            boolean name = closed && isName(new String(signs, start + 1, end - start - 1));
            for (int i = start; i < Math.min(end + 1, signs.length); i++) {
                if (!name || i == start || i == end) {
                    signs[i] = signs[i] == '\n' ? '\n' : name ? ' ' : QUOTED;
                }
            }
            start = end;
        }
    }

    private char closing(int at) {
        return switch (signs[at]) {
            case '"' -> '"';
            case '`' -> '`';
            case '“' -> '”';
            case '「' -> '」';
            case '『' -> '』';
            case '«' -> '»';
            case '《' -> '》';
            case '‘' -> '’';
            case '\'' -> at == 0 || signs[at - 1] == ' ' || signs[at - 1] == '\n' || signs[at - 1] == ':' ? '\'' : 0;
            default -> 0;
        };
    }

    /** Whether quotation marks merely set off a name or a term: short, and no speech in it. */
    private static boolean isName(String quoted) {
        String words = Fold.lower(quoted.strip());
        Matcher spaces = SPACES.matcher(words);
        int gaps = 0;
        while (spaces.find()) {
            gaps++;
        }
        return !words.isEmpty() && words.length() <= NAME_LENGTH_MAX && gaps < NAME_WORDS_MAX
                && !Grammar.ENGLISH.finds("speech", words) && !Grammar.CHINESE.finds("speech", words);
    }

    private static final Pattern SPACES = Pattern.compile(" +");
    private static final int NAME_LENGTH_MAX = 80;
    private static final int NAME_WORDS_MAX = 4;
}
