package dev.palimpsest.observables;

import java.util.Locale;
import java.util.Set;

/** Finds Unix paths: under a directory that every system has, under a home, or with a file's extension; and {@code C:/…}. */
final class UnixPathScanner {

    private static final int LENGTH_MAX = 1024;
    private static final Set<String> ROOTS = Set.of("bin", "boot", "dev", "etc", "home", "lib", "lib64", "media", "mnt",
            "opt", "proc", "root", "run", "sbin", "srv", "sys", "tmp", "usr", "var", "users", "library", "applications",
            "system", "volumes", "private", "data", "sdcard", "storage", "cores");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "head", "delete", "options", "patch",
            "connect", "trace", "uri", "url", "path");

    private final FoldedText text;

    UnixPathScanner(FoldedText text) {
        this.text = text;
    }

    void scan(Candidates out) {
        for (int at = 0; at < text.length() && !out.full();) {
            char c = text.at(at);
            boolean starts = (c == '/' || c == '~' || c == '.' || text.at(at + 1) == ':')
                    && (isFree(text.at(at - 1)) || text.isWord("file://", at - 7));
            int end = starts ? path(at, out) : at;
            at = Math.max(at + 1, end);
        }
    }

    private static boolean isFree(char before) {
        return !Chars.isWord(before) && "/.\\<~)}]-%$&?".indexOf(before) < 0;
    }

    private int path(int from, Candidates out) {
        int slash = slash(from);
        if (slash < 0) {
            return from;
        }
        int end = slash;
        int names = 0;
        for (; end - from < LENGTH_MAX && isInside(end); end++) {
            names += text.at(end) == '/' && text.at(end + 1) != '/' ? 1 : 0;
            if (text.at(end) == '/' && text.at(end + 1) == '/') {
                break;
            }
        }
        int read = end;
        while (end > from && ".,:;!?)]}'=".indexOf(text.at(end - 1)) >= 0 && !closes(from, end)) {
            end--;
        }
        if (end - from < LENGTH_MAX && isPath(from, slash, end, names)) {
            out.propose(ObservableType.FILE_PATH, text.text(from, end), from, end);
            return end;
        }
        return read;
    }

    /** The first slash of what starts like a path, -1 if nothing does. */
    private int slash(int from) {
        char c = text.at(from);
        int slash = switch (c) {
            case '/' -> from;
            case '~' -> from + 1;
            case '.' -> text.at(from + 1) == '.' ? from + 2 : from + 1;
            default -> Chars.isAsciiLetter(c) ? from + 2 : -1;
        };
        char name = text.at(slash + 1);
        return slash >= 0 && text.at(slash) == '/' && (Chars.isWord(name) || name == '.') ? slash : -1;
    }

    private boolean isInside(int at) {
        char c = text.at(at);
        if (Chars.isAlnum(c) || Chars.isForeignLetter(c)) {
            return true;
        }
        return c != Chars.NONE && "/._-+~@%#=()[]{}$!^&".indexOf(c) >= 0;
    }

    private boolean closes(int from, int end) {
        char c = text.at(end - 1);
        char opener = c == ')' ? '(' : c == ']' ? '[' : c == '}' ? '{' : Chars.NONE;
        if (opener == Chars.NONE) {
            return false;
        }
        for (int at = end - 2; at >= Math.max(from, end - 100); at--) {
            if (text.at(at) == opener) {
                return true;
            }
        }
        return false;
    }

    private boolean isPath(int from, int slash, int end, int names) {
        String written = text.text(slash + 1, end);
        String name = written.substring(written.lastIndexOf('/') + 1);
        int first = written.indexOf('/');
        if (text.at(from) != '/') {
            return text.at(from) == '~' || text.at(from) != '.' || FileNames.isFileName(name);
        }
        boolean rooted = first > 0 && ROOTS.contains(written.substring(0, first).toLowerCase(Locale.ROOT));
        boolean file = names >= 2 && FileNames.isFileName(name) && !FileNames.isPage(name);
        return written.length() > first + 1 && (rooted || file) && !isRequest(from);
    }

    /** {@code GET /var/x}: what a request asks for is on another machine, if anywhere. */
    private boolean isRequest(int from) {
        int end = from;
        while (end > from - 3 && " \":=".indexOf(text.at(end - 1)) >= 0) {
            end--;
        }
        int start = end;
        while (start > end - 8 && Chars.isAsciiLetter(text.at(start - 1))) {
            start--;
        }
        String word = text.text(start, end);
        return METHODS.contains(word.toLowerCase(Locale.ROOT)) && word.equals(word.toUpperCase(Locale.ROOT));
    }
}
