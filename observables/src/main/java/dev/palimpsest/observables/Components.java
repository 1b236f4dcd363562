package dev.palimpsest.observables;

/**
 * The parts between backslashes of Windows paths and registry keys. A space belongs to a part if a backslash follows before
 * anything that no name holds; after the last backslash it does so only between quotes or before an extension.
 */
final class Components {

    static final int LENGTH_MAX = 1024;
    private static final int NAME_WITH_SPACES_MAX = 48;
    private static final String NEVER_INSIDE = "\"<>|*?:;,'`/";

    private final FoldedText text;

    Components(FoldedText text) {
        this.text = text;
    }

    /** The exclusive end of the parts that start here, up to the closing quote if one opened before {@code start}. */
    int end(int start, int from) {
        char quote = text.at(start - 1);
        if (quote == '"' || quote == '\'' || quote == '`') {
            int closed = closed(from, quote);
            if (closed > from) {
                return closed;
            }
        }
        int end = from;
        while (end - from < LENGTH_MAX) {
            char c = text.at(end);
            if (c == ' ') {
                int joined = joined(end);
                if (joined == end) {
                    break;
                }
                end = joined;
            } else if (isInside(end)) {
                end++;
            } else {
                break;
            }
        }
        return trimmed(from, end);
    }

    private int closed(int from, char quote) {
        for (int end = from; end - from < LENGTH_MAX; end++) {
            char c = text.at(end);
            if (c == quote) {
                return end;
            }
            if (c < ' ' || "\"<>|*?".indexOf(c) >= 0) {
                return from;
            }
        }
        return from;
    }

    boolean isInside(int at) {
        char c = text.at(at);
        if (c < 0x80) {
            return c > ' ' && c != 0x7f && NEVER_INSIDE.indexOf(c) < 0;
        }
        char before = text.at(at - 1);
        return Chars.isForeignLetter(c) || (Chars.isUnspaced(c) && (before == '\\' || Chars.isUnspaced(before)));
    }

    /** Where a part with spaces goes on: at its backslash or behind its extension; the space itself if it does not. */
    private int joined(int space) {
        boolean dotted = hasExtension(space);
        for (int at = space + 1; at - space <= NAME_WITH_SPACES_MAX; at++) {
            char c = text.at(at);
            if (c == '\\') {
                return dotted || text.at(at - 1) == ' ' ? space : at;
            }
            if (text.at(at - 1) == ' ' && text.isWord("hk", at)) {
                return space; // a registry key of its own
            }
            if (c == '.' && !dotted && Character.isUpperCase(text.at(space + 1))) {
                int end = extensionEnd(at);
                if (end > at) {
                    return end;
                }
            }
            boolean name = Chars.isWord(c) || "._()&-+~$@{}".indexOf(c) >= 0 || (c == ' ' && text.at(at - 1) != ' ');
            if (!name) {
                break;
            }
        }
        return space;
    }

    /** Whether the part before a space has an extension, and so ended there. */
    private boolean hasExtension(int space) {
        for (int at = space - 1; at > space - FileNames.EXTENSION_LENGTH_MAX; at--) {
            if (text.at(at) == '.') {
                return true;
            }
            if (!Chars.isAlnum(text.at(at))) {
                return false;
            }
        }
        return false;
    }

    private int extensionEnd(int dot) {
        int end = dot + 1;
        while (end - dot <= FileNames.EXTENSION_LENGTH_MAX && Chars.isAlnum(text.at(end))) {
            end++;
        }
        return FileNames.isFileName("x" + text.text(dot, Math.min(end, text.length()))) ? end : dot;
    }

    private int trimmed(int from, int end) {
        int last = end;
        while (last > from) {
            char c = text.at(last - 1);
            boolean stray = (c == ')' && !holds(from, last, '(')) || (c == ']' && !holds(from, last, '['))
                    || (c == '}' && !holds(from, last, '{'));
            if (!stray && ".!&=".indexOf(c) < 0) {
                break;
            }
            last--;
        }
        return last;
    }

    private boolean holds(int from, int to, char opener) {
        int nearest = Math.max(from, to - 2 * NAME_WITH_SPACES_MAX);
        for (int at = to - 1; at >= nearest; at--) {
            if (text.at(at) == opener) {
                return true;
            }
        }
        return false;
    }

    /** With backslashes that were escaped for some language made single again. */
    static String unescaped(String written) {
        int first = written.indexOf('\\', written.startsWith("\\\\") ? 4 : 0);
        return first < 0 || !written.startsWith("\\\\", first)
                ? written
                : written.replace("\\\\", "\\");
    }
}
