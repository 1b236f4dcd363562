package dev.palimpsest.processor.extract.conversation;

import dev.palimpsest.processor.extract.conversation.Sentence.Clause;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Splits prose into sentences and these into clauses. What is named in it is never split. One use per text. */
final class Sentences {

    /** Most clauses of one text that are read. */
    static final int CLAUSES_MAX = 256;

    /** A clause longer than this is not read: nobody states a preference in one. */
    static final int CLAUSE_LENGTH_MAX = 400;

    private static final Set<String> ABBREVIATIONS = Set.of("e.g", "i.e", "etc", "vs", "mr", "mrs", "ms", "dr", "no",
            "fig", "approx", "inc", "ltd", "st", "p.s", "ver", "vol");

    private final String text;
    private final List<Mention> mentions;
    private final List<Sentence> sentences = new ArrayList<>();
    private final List<Clause> clauses = new ArrayList<>();
    private int start;
    private boolean joined;
    private int count;

    private Sentences(String text, List<Mention> mentions) {
        this.text = text;
        this.mentions = mentions;
    }

    static List<Sentence> of(String prose, List<Mention> mentions) {
        return new Sentences(prose, mentions).split();
    }

    private List<Sentence> split() {
        int mention = 0;
        for (int at = 0; at < text.length() && count < CLAUSES_MAX;) {
            while (mention < mentions.size() && mentions.get(mention).end() <= at) {
                mention++;
            }
            boolean named = mention < mentions.size() && mentions.get(mention).start() <= at;
            at = named ? mentions.get(mention).end() : step(at);
        }
        endSentence(text.length(), false);
        return sentences;
    }

    /** Looks at one sign and returns where to go on. */
    private int step(int at) {
        char sign = text.charAt(at);
        switch (sign) {
            case '\n', '\r' -> lineBreak(at);
            case '?', '？' -> endSentence(at, true);
            case '。', '！', '!', '；', ';', '…' -> endSentence(at, false);
            case '.' -> fullStop(at);
            case ':', '：' -> {
                return colon(at);
            }
            case ',', '，', '(', ')', '（', '）', '—', '–' -> comma(at);
            default -> conjunction(at, sign);
        }
        return at + 1;
    }

    /** A line that runs on in lower case is one that was wrapped. */
    private void lineBreak(int at) {
        boolean wrapped = at > 0 && at + 1 < text.length() && at - start >= WRAPPED_LENGTH_MIN
                && isLower(text.charAt(at - 1)) && isLower(text.charAt(at + 1));
        if (!wrapped) {
            endSentence(at, false);
        }
    }

    private static boolean isLower(char sign) {
        return (sign >= 'a' && sign <= 'z') || sign == ',';
    }

    private void fullStop(int at) {
        boolean last = at + 1 == text.length() || Character.isWhitespace(text.charAt(at + 1))
                || text.charAt(at + 1) >= 0x2e80 || "\"')”」".indexOf(text.charAt(at + 1)) >= 0;
        if (last && !ABBREVIATIONS.contains(wordBefore(at))) {
            endSentence(at, false);
        }
    }

    private String wordBefore(int at) {
        int from = at;
        while (from > start && at - from < 8 && !Character.isWhitespace(text.charAt(from - 1))) {
            from--;
        }
        return Fold.lower(text.substring(from, at));
    }

    /** What follows "Bob:" or "the log says:" is not the speaker's own; what follows "one more thing:" is. */
    private int colon(int at) {
        boolean inside = at > 0 && at + 1 < text.length() && text.charAt(at) == ':'
                && ((Character.isDigit(text.charAt(at - 1)) && Character.isDigit(text.charAt(at + 1)))
                        || "/\\:".indexOf(text.charAt(at + 1)) >= 0);
        String before = words(start, at);
        if (inside || Language.of(before).finds("label", before)) {
            return at + 1;
        }
        endClause(at, true);
        String all = words(clauses.isEmpty() ? at : clauses.getFirst().start(), at);
        Grammar grammar = Language.of(all);
        if (grammar.finds("own", all) && !grammar.finds("foreign", all)) {
            return at + 1;
        }
        int end = endOfForeign(at + 1);
        endSentence(at, false);
        start = end;
        return end;
    }

    /** The end of the line, or of the paragraph where the colon ends its line. */
    private int endOfForeign(int from) {
        int line = text.indexOf('\n', from);
        if (line < 0) {
            return text.length();
        }
        if (!text.substring(from, line).isBlank()) {
            return line;
        }
        int paragraph = text.indexOf("\n\n", line + 1);
        return paragraph < 0 ? text.length() : paragraph;
    }

    private void comma(int at) {
        String after = words(at + 1, Math.min(text.length(), at + 1 + AHEAD));
        if (!isListed(at) && !Language.of(after).finds("together", after)) {
            endClause(at, false);
        }
    }

    /** Whether the comma stands between two things that are named: a list of them. */
    private boolean isListed(int at) {
        int next = -1;
        boolean before = false;
        for (Mention mention : mentions) {
            before |= mention.end() <= at && text.substring(mention.end(), at).isBlank();
            if (mention.start() > at) {
                next = mention.start();
                break;
            }
        }
        return before && next > 0 && next - at <= LIST_GAP_MAX && LIST_GAP.contains(words(at + 1, next));
    }

    private void conjunction(int at, char sign) {
        boolean english = sign == ' ' && at + 1 < text.length() && "abswt".indexOf(Fold.sign(text.charAt(at + 1))) >= 0;
        boolean chinese = "并而同另但不所因然还".indexOf(sign) >= 0 && at > start;
        if (english || chinese) {
            int from = english ? at + 1 : at;
            String after = words(from, Math.min(text.length(), from + AHEAD));
            Grammar grammar = english ? Grammar.ENGLISH : Grammar.CHINESE;
            if (grammar.finds("join", after)) {
                endClause(at, false);
                start = from;
                joined = grammar.finds("joined", after);
            }
        }
    }

    private String words(int from, int to) {
        return Fold.lower(text.substring(from, to)).replaceAll("[ \\t]+", " ").strip();
    }

    private void endClause(int end, boolean leadsOn) {
        if (end > start && !text.substring(start, end).isBlank()) {
            if (end - start <= CLAUSE_LENGTH_MAX) {
                clauses.add(new Clause(start, end, leadsOn, joined));
                count++;
            }
            joined = false;
        }
        start = Math.min(end + 1, text.length());
    }

    private void endSentence(int end, boolean question) {
        endClause(end, false);
        if (!clauses.isEmpty()) {
            sentences.add(new Sentence(clauses, question));
            clauses.clear();
        }
        joined = false;
    }

    /** Lines shorter than this are not wrapped but ended. */
    private static final int WRAPPED_LENGTH_MIN = 40;
    private static final int AHEAD = 40;
    private static final int LIST_GAP_MAX = 24;
    private static final Set<String> LIST_GAP = Set.of("", "and", "or", "and also", "and the host", "the host", "host",
            "and host", "the server", "server", "and the server", "the domain", "and the domain", "and domain", "和",
            "以及", "还有", "与",
            "主机", "服务器", "域名");
}
