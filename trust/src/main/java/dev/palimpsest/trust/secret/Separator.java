package dev.palimpsest.trust.secret;

/** What stands between a name and its value. */
final class Separator {
    private static final int ATTRIBUTES_MAX = 120;
    private static final int NAME_MAX = 40;
    private static final int SPOKEN_MAX = 64;

    private Separator() {}

    /** {@code = : => := ==} and their like, encoded for URLs or JSON too, an XML tag's end, full-width marks; how long. */
    static int at(String text, int at) {
        if (at >= text.length()) {
            return 0;
        }
        return switch (text.charAt(at)) {
            case '=' -> text.startsWith("=>", at) || text.startsWith("==", at) ? 2 : 1;
            case ':' -> text.startsWith("://", at) ? 0 : text.startsWith(":=", at) ? 2 : 1;
            case '>', '：', '＝' -> 1;
            case '%' -> startsWith(text, at, "%3d") || startsWith(text, at, "%3a")
                    ? 3
                    : startsWith(text, at, "%253d") || startsWith(text, at, "%253a") ? 5 : 0;
            case '\\' -> startsWith(text, at, "\\u003d") || startsWith(text, at, "\\u003a") ? 6 : 0;
            case 'v' -> startsWith(text, at, "value=") ? 6 : 0;
            case 'V' -> startsWith(text, at, "Value=") ? 6 : 0;
            default -> 0;
        };
    }

    private static boolean startsWith(String text, int at, String part) {
        return text.regionMatches(true, at, part, 0, part.length());
    }

    /**
     * Where the value begins that follows without a sign: {@code password 'x'}, {@code password 7 0822…} of routers,
     * {@code /t REG_SZ /d x} of the registry; -1 where none does.
     */
    static int spoken(Reading reading, int at) {
        String text = reading.text();
        if (startsWith(text, at, "/t REG_SZ /d ")) {
            return at + 13;
        }
        if (text.startsWith("REG_SZ ", at)) {
            return Value.skipBlanks(reading, at + 7);
        }
        int quote = Around.quote(text, at);
        if (quote > 0) {
            return isOneWord(reading, at) ? at : -1;
        }
        boolean type = "045789".indexOf(text.charAt(at)) >= 0 && Around.blank(text, at + 1) > 0;
        if (!type) {
            return -1;
        }
        int value = Value.skipBlanks(reading, at + 1);
        int end = reading.end(Stop.VALUE, value, SPOKEN_MAX);
        return end - value >= 4 && text.substring(value, end).chars().anyMatch(Character::isDigit) ? value : -1;
    }

    /** Whether a short word in quotes begins here. */
    static boolean isOneWord(Reading reading, int at) {
        String text = reading.text();
        int quote = Around.quote(text, at);
        if (quote == 0) {
            return false;
        }
        int end = reading.end(Stop.VALUE, at + quote, SPOKEN_MAX);
        return end - at - quote >= 4 && Around.quote(text, end) > 0;
    }

    /** Past the attributes of an XML element whose name ends in the name at {@code start}; -1 where it is none. */
    static int attributes(Reading reading, int start, int at) {
        String text = reading.text();
        int tag = start - 1;
        while (tag >= 0 && start - tag < NAME_MAX
                && (Around.isWord(text.charAt(tag)) || ":_-".indexOf(text.charAt(tag)) >= 0)) {
            tag--;
        }
        if (tag < 0 || text.charAt(tag) != '<') {
            return -1;
        }
        int close = text.indexOf('>', at, Math.min(text.length(), at + ATTRIBUTES_MAX));
        reading.step(ATTRIBUTES_MAX);
        return close < 0 || text.charAt(close - 1) == '/' ? -1 : close + 1;
    }
}
