package dev.palimpsest.trust.secret;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passwords that their place in an exchange gives away: {@code PASS …} of FTP and POP, {@code a1 LOGIN bob …} of IMAP,
 * {@code echo … | sudo -S}, {@code chpasswd <<< "bob:…"}, {@code NetworkCredential('bob', '…')}.
 */
final class Exchanges implements Detector {
    private static final String KIND = "typed-password";
    /** Most characters between the mark and the password. */
    private static final int NEAR = 64;
    private static final int WORD_MAX = 128;
    private static final List<String> KEYWORDS = List.of("pass ", "login ", "sudo -s", "chpasswd", "networkcredential",
            "pscredential");
    private static final List<String> CLIENT = List.of("command", "cmd", "request", "c:", ">", "<", "client", "client:",
            "request:", "command:", "c->s:");

    @Override
    public List<String> keywords() {
        return KEYWORDS;
    }

    @Override
    public void look(Reading reading, int keyword, int start, int end, Consumer<Found> found) {
        String text = reading.text();
        reading.step(NEAR);
        Value value = switch (KEYWORDS.get(keyword)) {
            case "pass " -> text.startsWith("PASS ", start) && isOfClient(text, start)
                    ? lastOfLine(reading, end, before(text, start).isEmpty())
                    : null;
            case "login " ->
                text.startsWith("LOGIN ", start) && isTag(before(text, start)) ? second(reading, end) : null;
            case "sudo -s" -> text.startsWith("sudo -S", start) ? echoed(text, start) : null;
            case "chpasswd" -> afterUser(reading, end, start);
            default -> argument(reading, end);
        };
        if (value != null && value.length() >= 2 && !Around.isPlaceholder(text, value.start(), value.end())) {
            found.accept(Found.secret(KIND, value.start(), value.end()));
        }
    }

    /** The word before a place, past blanks; empty at the beginning of a line. */
    private static String before(String text, int at) {
        int end = at;
        while (end > 0 && at - end < NEAR && text.charAt(end - 1) == ' ') {
            end--;
        }
        int start = end;
        while (start > 0 && end - start < NEAR && !Character.isWhitespace(text.charAt(start - 1))
                && "\"'=".indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        return text.substring(start, end);
    }

    private static boolean isOfClient(String text, int at) {
        String word = before(text, at);
        return word.isEmpty()
                ? at == 0 || text.charAt(at - 1) == '\n'
                : CLIENT.stream().anyMatch(word::equalsIgnoreCase);
    }

    /** Firewalls begin lines with PASS too; a command of a line's own has one word and no more. */
    private static @Nullable Value lastOfLine(Reading reading, int at, boolean last) {
        Value value = Value.assigned(reading, at);
        String text = reading.text();
        boolean ends = value != null
                && (value.next() >= text.length() || "\r\n\\\"".indexOf(text.charAt(value.next())) >= 0);
        return ends || !last ? value : null;
    }

    /** {@code a1}, {@code A0007}: what IMAP numbers its commands by. */
    private static boolean isTag(String word) {
        return word.length() >= 2 && word.length() <= 8 && Character.isLetter(word.charAt(0))
                && word.chars().skip(1).allMatch(Character::isDigit);
    }

    private static @Nullable Value second(Reading reading, int at) {
        Reading.CommandWord user = reading.word(at);
        return user.value() == null ? null : reading.word(user.after()).value();
    }

    /** The word before a pipe, where {@code echo} is before it. */
    private static @Nullable Value echoed(String text, int at) {
        int pipe = at - 1;
        while (pipe >= 0 && at - pipe < NEAR && text.charAt(pipe) == ' ') {
            pipe--;
        }
        if (pipe < 0 || text.charAt(pipe) != '|') {
            return null;
        }
        int end = pipe;
        while (end > 0 && pipe - end < NEAR && " \"'\\".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        int start = end;
        while (start > 0 && end - start < WORD_MAX && " \"'".indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        boolean echo = text.substring(Math.max(0, start - 12), start).contains("echo ");
        return echo && end > start ? new Value(start, end, end) : null;
    }

    /** {@code bob:…} behind {@code <<<}, or echoed into it. */
    private static @Nullable Value afterUser(Reading reading, int end, int start) {
        String text = reading.text();
        int here = Value.skipBlanks(reading, end);
        Value pair = text.startsWith("<<<", here)
                ? Value.assigned(reading, Value.skipBlanks(reading, here + 3))
                : echoed(text, start);
        int colon = pair == null ? -1 : text.indexOf(':', pair.start(), Math.min(pair.end(), pair.start() + NEAR));
        return pair == null || colon < 0 ? null : new Value(colon + 1, pair.end(), pair.next());
    }

    /** The second argument in brackets. */
    private static @Nullable Value argument(Reading reading, int end) {
        String text = reading.text();
        int open = text.indexOf('(', end, Math.min(text.length(), end + NEAR));
        int comma = open < 0 ? -1 : text.indexOf(',', open, Math.min(text.length(), open + WORD_MAX));
        int at = comma < 0 ? -1 : Value.skipBlanks(reading, comma + 1);
        return at < 0 || Around.quote(text, at) == 0 ? null : Value.assigned(reading, at);
    }
}
