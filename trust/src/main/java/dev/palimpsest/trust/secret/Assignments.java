package dev.palimpsest.trust.secret;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Values that a name gives away: {@code password=…}, {@code "Password":"…"}, {@code --password …}, connection strings,
 * parameters of URLs, XML elements, 密码：…. A name that is often something else needs a value that looks like a secret.
 */
final class Assignments implements Detector {
    /** Longest word that one of the names ends. */
    private static final int FLAG_MAX = 40;

    @Override
    public List<String> keywords() {
        return Label.ALL.stream().map(Label::name).toList();
    }

    @Override
    public void look(Reading reading, int keyword, int start, int end, Consumer<Found> found) {
        Label label = Label.ALL.get(keyword);
        int at = valueStart(reading, label, start, end);
        Value value = at < 0 ? null : Value.assigned(reading, at);
        if (value == null) {
            return;
        }
        boolean quoted = value.start() > at;
        if (quoted && !value.isClosed() && Around.blank(reading.text(), value.start()) > 0) {
            return; // a quote that closes what is before it
        }
        if (quoted && !value.isClosed() && label.proof() != Label.Proof.NAME) {
            value = value.upToItsEnd(reading);
        }
        if (isSecret(reading, label, value) && (quoted || !isCode(reading.text(), start, value))) {
            found.accept(Found.secret(label.kind(), value.start(), value.end()));
        }
    }

    /** Where the value begins; -1 where this is no assignment. */
    private static int valueStart(Reading reading, Label label, int start, int end) {
        String text = reading.text();
        int at = end + Around.quote(text, end);
        boolean quoted = at > end;
        int blank = Around.blank(text, at);
        int mark = blank > 0 ? Value.skipBlanks(reading, at) : at;
        int separator = Separator.at(text, mark);
        if (separator > 0) {
            int value = Value.skipBlanks(reading, mark + separator);
            boolean wide = value + 1 < text.length() && text.charAt(value) == 'N' && text.charAt(value + 1) == '\'';
            return wide || (value < text.length() && text.charAt(value) == '[') ? value + 1 : value;
        }
        if (mark >= text.length()) {
            return -1;
        }
        if (label.spaced() && !quoted && text.charAt(mark) == '(' && Separator.isOneWord(reading, mark + 1)) {
            return mark + 1;
        }
        if (blank == 0) {
            return -1;
        }
        int spoken = label.spaced() && !quoted ? Separator.spoken(reading, mark) : -1;
        if (spoken >= 0) {
            return spoken;
        }
        int attributes = label.spaced() ? Separator.attributes(reading, start, mark) : -1;
        if (attributes >= 0) {
            return attributes;
        }
        boolean flag = label.spaced() && !quoted && isFlag(text, label, start);
        return flag && text.charAt(mark) != '-' && text.charAt(mark) != '/' ? mark : -1;
    }

    /** {@code --db-password}, {@code -AdminPassword}, {@code /password}: the word it ends begins with a dash or slash. */
    private static boolean isFlag(String text, Label label, int start) {
        int at = start;
        while (at > 0 && start - at < FLAG_MAX && (Around.isWord(text.charAt(at - 1)) || text.charAt(at - 1) == '_'
                || text.charAt(at - 1) == '-')) {
            at--;
        }
        boolean own = label.name().charAt(0) == '-';
        return own || (at < start && text.charAt(at) == '-') || (at > 0 && text.charAt(at - 1) == '/');
    }

    private static boolean isSecret(Reading reading, Label label, Value value) {
        String text = reading.text();
        if (reading.holdsPseudonym(value.start(), value.end())
                || Around.isPlaceholder(text, value.start(), value.end())) {
            return false;
        }
        return switch (label.proof()) {
            case NAME -> value.length() >= 2;
            case LIKELY -> Variety.isLikely(text, value.start(), value.end());
            case RANDOM -> reading.looksRandom(value);
            case NO_UUID -> !Variety.isUuid(text, value.start(), value.end()) && reading.looksRandom(value);
        };
    }

    private static int pastLetters(String text, int from) {
        int at = from;
        while (at < text.length() && at - from < FLAG_MAX && Character.isLetter(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** {@code t.password=t.value}, {@code password = ask("…")}, {@code (passwd:chauthtok)} of PAM. */
    private static boolean isCode(String text, int start, Value value) {
        char after = value.end() < text.length() ? text.charAt(value.end()) : ' ';
        if (text.charAt(value.end() - 1) == '(') {
            return true;
        }
        if (start > 0 && text.charAt(start - 1) == '(' && after == ')' && text.charAt(value.start() - 1) == ':') {
            return true;
        }
        if (text.charAt(value.start()) == '(') { // (ConvertTo-SecureString …)
            int name = pastLetters(text, value.start() + 1);
            return name > value.start() + 1 && name < value.end() && text.charAt(name) == '-';
        }
        int dot = text.indexOf('.', value.start(), Math.min(value.end(), value.start() + 3));
        return dot > value.start() && (after == ',' || after == ';' || after == ')')
                && text.substring(value.start(), Math.min(value.end(), value.start() + FLAG_MAX)).chars()
                        .allMatch(c -> Character.isLetter(c) || c == '.' || c == '_' || c == '$');
    }

    /** The kind of secret that a field of this name holds in such a value; null for none. */
    static @Nullable String kindOfField(String name, String value) {
        String last = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        Value whole = new Value(0, value.length(), value.length());
        for (Label label : Label.ALL) {
            boolean named = label.proof() == Label.Proof.NAME ? label.name().length() > 5 : label.name().length() > 3;
            if (named && last.endsWith(label.name()) && (label.proof() == Label.Proof.NAME
                    || isSecret(new Reading(value), label, whole))) {
                return label.kind();
            }
        }
        return null;
    }
}
