package dev.palimpsest.observables;

import java.util.Locale;
import java.util.Set;

/** What is written like a domain or an address in free text and is something else. Defanging or a scheme overrules all of it. */
final class Lookalikes {

    private static final int WORD_LENGTH_MAX = 20;
    private static final int GAP_LENGTH_MAX = 4;
    private static final int SUFFIX_LENGTH_MAX = 12;

    /** File extensions that are also top-level domains and hardly ever written without a scheme. */
    private static final Set<String> FILE_ALWAYS = Set.of("zip", "mov", "cab", "java");
    /** The same, where a name of three labels is a domain after all. */
    private static final Set<String> FILE_OF_TWO_LABELS = Set.of("py", "sh", "md", "rs", "so", "ps", "pm", "mk", "pub");
    private static final Set<String> METHODS = Set.of("call", "date", "link", "map", "name", "new", "now", "open",
            "page",
            "read", "run", "save", "search", "select", "show", "watch", "host", "id", "is", "to", "at", "in", "as",
            "pub");
    private static final Set<String> FIELD_SUFFIXES = Set.of("name", "id", "email", "domain", "data", "date", "zone",
            "host");
    private static final Set<String> FIELD_ROOTS = Set.of("agent", "account", "alert", "client", "cloud", "container",
            "data", "destination", "device", "dll", "dns", "document", "ecs", "email", "error", "event", "file",
            "group",
            "host", "http", "image", "index", "kubernetes", "log", "network", "obj", "observer", "orchestrator",
            "organization",
            "package", "parent", "process", "registry", "related", "request", "response", "rule", "self", "server",
            "service", "session", "source", "target", "this", "threat", "tls", "trace", "transaction", "url", "user",
            "vulnerability", "window", "winlog");
    /** Suffixes that no sentence begins with. */
    private static final Set<String> WELL_KNOWN = Set.of("Com", "Net", "Org", "COM", "NET", "ORG", "Co", "Ru", "Cn");
    /** Suffixes that no column of a table is called. */
    private static final Set<String> HOST_SUFFIXES = Set.of("com", "net", "org", "biz", "ru", "cn", "io", "xyz", "info",
            "top", "onion");
    private static final Set<String> CODE_ROOTS = Set.of("system", "java", "javax", "jdk", "sun", "kotlin", "scala");
    private static final Set<String> PRODUCTS = Set.of("asp.net", "ado.net", "vb.net", "socket.io", "node.js",
            "rc.local");
    private static final Set<String> VERSION_WORDS = Set.of("version", "ver", "v", "build", "release", "firmware",
            "section",
            "chapter");

    /** The same, in the path of a URL or of a file. */
    private static final Set<String> FILE_IN_PATH = Set.of("pl", "do", "app", "cc", "ai", "ml", "st", "so", "pro", "sc",
            "vi", "la", "in", "id", "cl", "tf", "bz", "pub", "one", "link", "page", "download", "map", "tab", "prof");

    private final FoldedText text;
    private final Options options;

    Lookalikes(FoldedText text, Options options) {
        this.text = text;
        this.options = options;
    }

    /** {@code [dbo].[name]}: brackets that quote names in SQL look like a mark. */
    boolean isQuotedName(int from, int to) {
        String suffix = text.text(Math.max(from, to - SUFFIX_LENGTH_MAX), to).toLowerCase(Locale.ROOT);
        boolean host = HOST_SUFFIXES.contains(suffix.substring(suffix.lastIndexOf('.') + 1));
        boolean quoted = !host && text.at(from - 1) == '[' && text.at(to) == ']';
        for (int at = from; quoted && at < to; at++) {
            quoted = text.at(at) != '.' || text.sourceAt(at) == ']';
        }
        return quoted;
    }

    /** "FileVersion: 1.2.3.4", "Version=4.0.0.0" and the "Chrome/120.0.0.0" of user agents. */
    boolean isVersion(int from, String written) {
        if (options.has(Choice.VERSIONS_AS_ADDRESSES)) {
            return false;
        }
        if (text.at(from - 1) == '/' && Chars.isAsciiLetter(text.at(from - 2)) && written.endsWith(".0.0.0")) {
            return true;
        }
        int end = from;
        while (end > from - GAP_LENGTH_MAX && " :=\"'".indexOf(text.at(end - 1)) >= 0) {
            end--;
        }
        int start = end;
        while (start > end - WORD_LENGTH_MAX && Chars.isAsciiLetter(text.at(start - 1))) {
            start--;
        }
        String word = text.text(start, end).toLowerCase(Locale.ROOT);
        return VERSION_WORDS.contains(word) || word.endsWith("version");
    }

    /** Whether a valid domain name is a file, a field, a class, a method call or the seam of two sentences. */
    boolean isOther(int from, int to, String written, String value) {
        String first = value.substring(0, value.indexOf('.'));
        String suffix = value.substring(value.lastIndexOf('.') + 1);
        boolean call = text.at(to) == '(' && (text.at(to + 1) == ')' || METHODS.contains(suffix));
        boolean variable = text.at(from - 1) == '$';
        boolean key = text.at(from - 1) == '"' && text.at(to) == '"' && text.at(to + 1) == ':';
        return call || variable || isFile(from, to, value, suffix) || isSeam(written) || PRODUCTS.contains(value)
                || CODE_ROOTS.contains(first)
                || (FIELD_SUFFIXES.contains(suffix) && (key || FIELD_ROOTS.contains(first)))
                || isPackage(first, suffix);
    }

    private boolean isFile(int from, int to, String value, String suffix) {
        if (options.has(Choice.FILE_NAMES_AS_DOMAINS)) {
            return false;
        }
        char before = text.at(from - 1);
        char before2 = text.at(from - 2);
        if (before == '\\' && (before2 != '\\' || Chars.isWord(text.at(from - 3)) || text.at(from - 3) == ':')) {
            return true;
        }
        boolean inPath = before == '/' && before2 != '/';
        boolean opensPath = text.at(to) == '/' && !inPath;
        boolean twoLabels = value.indexOf('.') == value.lastIndexOf('.');
        return !opensPath
                && (FILE_ALWAYS.contains(suffix) || (FILE_OF_TWO_LABELS.contains(suffix) && (twoLabels || inPath))
                        || (inPath && FILE_IN_PATH.contains(suffix)));
    }

    /** "over.It began": a capital after the last dot, unless all of it is in capitals. */
    private static boolean isSeam(String written) {
        char first = written.charAt(written.lastIndexOf('.') + 1);
        boolean wellKnown = WELL_KNOWN.contains(written.substring(written.lastIndexOf('.') + 1));
        return Character.isUpperCase(first) && !wellKnown && !written.equals(written.toUpperCase(Locale.ROOT));
    }

    /** {@code com.vendor.app}: a reversed name. */
    private static boolean isPackage(String first, String suffix) {
        return (first.equals("com") || first.equals("org")) && suffix.length() > 3;
    }
}
