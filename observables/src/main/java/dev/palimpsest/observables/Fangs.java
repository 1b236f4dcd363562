package dev.palimpsest.observables;

/** Takes the fangs out of one indicator and puts them back. */
final class Fangs {

    private Fangs() {}

    static String refang(String indicator) {
        if (indicator.length() > Limits.DEFAULTS.spanLengthMax()) {
            return indicator;
        }
        String current = indicator;
        for (String folded = once(current); !folded.equals(current); folded = once(current)) {
            current = folded;
        }
        return current;
    }

    /** Either shortens the text or only replaces what never comes back, so repeating it ends. */
    private static String once(String indicator) {
        String folded = FoldedText.fold(indicator, new Marks(indicator, Marks.Source.INDICATOR)).toString();
        int separator = folded.indexOf("://");
        if (separator < 0) {
            return folded;
        }
        String scheme = Schemes.byName(folded.substring(0, separator));
        return scheme == null ? folded : scheme + folded.substring(separator);
    }

    /** One indicator as a whole; in prose, the words that have the marks of one. */
    static String refangText(String text) {
        if (text.length() > Limits.DEFAULTS.textLengthMax()) {
            return text;
        }
        String whole = refang(text);
        if (whole.chars().noneMatch(Character::isWhitespace)) {
            return whole;
        }
        FoldedText folded = FoldedText.of(text);
        StringBuilder out = new StringBuilder(text.length());
        int copied = 0;
        for (int at = 0; at < folded.length();) {
            int end = at;
            while (end < folded.length() && !Character.isWhitespace(folded.at(end))) {
                end++;
            }
            if (end > at) {
                int start = folded.sourceStart(at);
                String written = text.substring(start, folded.sourceEnd(end));
                out.append(text, copied, start).append(refangWord(written, folded.text(at, end)));
                copied = start + written.length();
            }
            at = end + 1;
        }
        return out.append(text, copied, text.length()).toString();
    }

    /** A word counts where something that could be a host, an address or a URL comes out of it. */
    private static String refangWord(String written, String folded) {
        String plain = refang(folded);
        for (int i = 1; i < plain.length() - 1; i++) {
            char c = plain.charAt(i);
            boolean joint = (c == '.' || c == '@') && Chars.isWord(plain.charAt(i - 1))
                    && Chars.isWord(plain.charAt(i + 1));
            if (joint || plain.startsWith("://", i)) {
                return plain;
            }
        }
        return written;
    }

    static String defang(String indicator) {
        return defangPlain(refang(indicator));
    }

    /** As {@link #defang}, for what is known to be in plain form: a path may hold what looks like a mark. */
    static String defangPlain(String plain) {
        int separator = plain.indexOf("://");
        int authority = separator < 0 ? 0 : separator + 3;
        int path = authority;
        while (path < plain.length() && "/?#".indexOf(plain.charAt(path)) < 0) {
            path++;
        }
        String scheme = separator < 0 ? "" : Schemes.defanged(plain.substring(0, separator)) + "[:]//";
        return scheme + authority(plain.substring(authority, path), separator < 0) + plain.substring(path);
    }

    private static String authority(String plain, boolean bare) {
        boolean address = bare && plain.indexOf(':') != plain.lastIndexOf(':');
        String dotted = plain.replace(".", "[.]").replace("@", "[@]");
        return address ? dotted.replace(":", "[:]") : dotted;
    }
}
