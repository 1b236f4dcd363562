package dev.palimpsest.observables;

/** Finds Windows paths: with a drive, of a share, under a variable, or relative with backslashes. */
final class WindowsPathScanner {

    private static final int VARIABLE_LENGTH_MAX = 40;
    private static final int OFFSET_LENGTH_MAX = 16;

    private final FoldedText text;
    private final Components components;

    WindowsPathScanner(FoldedText text) {
        this.text = text;
        this.components = new Components(text);
    }

    void scan(Candidates out) {
        for (int at = 0; at < text.length() && !out.full();) {
            int name = isFree(text.at(at - 1)) ? nameStart(at) : at;
            if (name == at) {
                at++;
                continue;
            }
            int end = components.end(at, name);
            boolean share = text.at(at) == '\\' && isShare(at, end);
            if (end > name && (text.at(at) != '\\' || share)) {
                propose(at, end, out);
            }
            at = Math.max(name, end);
        }
    }

    private static boolean isFree(char before) {
        return !Chars.isWord(before) && before != '\\' && before != '.' && before != '%' && before != '$';
    }

    private void propose(int from, int to, Candidates out) {
        int end = withoutOffset(from, to);
        while (end > from + 3 && text.at(end - 1) == '\\') {
            end--;
        }
        if (end - from >= Components.LENGTH_MAX) {
            out.tooLong();
        } else {
            out.propose(ObservableType.FILE_PATH, Components.unescaped(text.text(from, end)), from, end);
        }
    }

    /** Call traces put an offset behind the file, {@code ntdll.dll+9d4c4}. */
    private int withoutOffset(int from, int to) {
        int plus = to;
        while (plus > from && to - plus < OFFSET_LENGTH_MAX && Chars.isHex(text.at(plus - 1))) {
            plus--;
        }
        boolean offset = plus < to && text.at(plus - 1) == '+' && plus - 1 > from
                && FileNames.isFileName("x" + text.text(Math.max(from, plus - 5), plus - 1));
        return offset ? plus - 1 : to;
    }

    /** Where the first name of a path that starts here begins; {@code at} if none starts. */
    private int nameStart(int at) {
        char c = text.at(at);
        if (Chars.isAsciiLetter(c) && text.at(at + 1) == ':') {
            return afterDrive(at);
        }
        return switch (c) {
            case '\\' -> text.at(at + 1) == '\\' ? afterSlashes(at, 4) : at;
            case '.' -> relative(at);
            case '%' -> variable(at, at + 1, '%');
            case '$' -> text.isWord("$env:", at) ? variable(at, at + 5, '\\') : at;
            default -> at;
        };
    }

    private int afterDrive(int at) {
        if (text.at(at + 2) == '/' && text.at(at + 3) != '/') {
            return at; // Unix tools write these; UnixPathScanner reads them
        }
        int name = afterSlashes(at + 2, 2);
        return name == at + 2 ? at : name;
    }

    /** Behind backslashes where a name follows; {@code from} if there are none, too many, or nothing follows. */
    private int afterSlashes(int from, int max) {
        int at = from;
        while (at <= from + max && text.at(at) == '\\') {
            at++;
        }
        boolean name = components.isInside(at) && text.at(at) != '\\' && text.at(at) != '.';
        boolean dots = text.at(at) == '.' && Chars.isWord(text.at(at + 1));
        boolean device = text.at(at) == '?' && text.at(at + 1) == '\\';
        return at > from && at <= from + max && (name || dots || device) ? at + (device ? 1 : 0) : from;
    }

    private int relative(int dot) {
        int at = dot;
        while (at < dot + 12 && text.at(at) == '.') {
            int next = text.at(at + 1) == '.' ? at + 2 : at + 1;
            if (text.at(next) != '\\') {
                return dot;
            }
            at = next + 1;
        }
        return at > dot && Chars.isWord(text.at(at)) ? at : dot;
    }

    private int variable(int start, int from, char closing) {
        int end = from;
        while (end - from < VARIABLE_LENGTH_MAX && (Chars.isWord(text.at(end)) || "() -".indexOf(text.at(end)) > 0)) {
            end++;
        }
        int slash = closing == '%' ? end + 1 : end;
        if (end == from || text.at(end) != closing) {
            return start;
        }
        int name = afterSlashes(slash, 2);
        return name == slash ? start : name;
    }

    /** A machine, a share; not the double backslash of code. */
    private boolean isShare(int from, int to) {
        int name = from;
        while (text.at(name) == '\\') {
            name++;
        }
        int end = name;
        while (end < to && (Chars.isWord(text.at(end)) || ".$@-?".indexOf(text.at(end)) >= 0)) {
            end++;
        }
        int share = end;
        while (share < to && text.at(share) == '\\') {
            share++;
        }
        boolean shared = Chars.isWord(text.at(share)) || text.at(share) == '$';
        return end > name && share > end && share <= end + 2 && share < to && shared;
    }
}
