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
        String folded = FoldedText.fold(indicator, Marks.inIndicator(indicator)).toString();
        int separator = folded.indexOf("://");
        if (separator < 0) {
            return folded;
        }
        String scheme = Schemes.byName(folded.substring(0, separator));
        return scheme == null ? folded : scheme + folded.substring(separator);
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
