package dev.palimpsest.observables;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds named pipes by their namespace or label, and mutexes by their label: nothing in the form of a mutex tells it apart. */
final class ObjectNameScanner {

    private static final int NAME_LENGTH_MAX = 260;
    private static final List<String> PIPE_PREFIXES = List.of("\\\\.\\pipe\\", "\\\\\\\\.\\\\pipe\\\\", "\\pipe\\",
            "\\\\pipe\\\\");
    private static final List<String> PIPE_LABELS = List.of("pipe name", "pipename", "named pipe", "pipe_name");
    private static final List<String> MUTEX_LABELS = List.of("mutex name", "mutexname", "mutex_name", "mutex created",
            "mutex", "mutexes", "mutant", "created mutex");
    private static final List<String> MUTEX_VERBS = List.of(" named ", " called ", " name ", " with the name ",
            " is ", " name is ");
    private static final Set<String> NO_NAMES = Set.of("none", "null", "unknown", "true", "false", "n/a", "object",
            "name", "the");

    private final FoldedText text;

    ObjectNameScanner(FoldedText text) {
        this.text = text;
    }

    void scan(Candidates out) {
        for (int at = 0; at < text.length() && !out.full();) {
            char c = text.at(at);
            int end = at;
            if (!Chars.isAlnum(text.at(at - 1))) {
                end = switch (c) {
                    case '\\' -> text.at(at - 1) == '\\' ? at : pipe(at, out);
                    case 'p', 'P', 'n', 'N' -> labelled(at, PIPE_LABELS, ObservableType.PIPE, out);
                    case 'm', 'M', 'c', 'C' -> labelled(at, MUTEX_LABELS, ObservableType.MUTEX, out);
                    default -> at;
                };
            }
            at = Math.max(at + 1, end);
        }
    }

    private int pipe(int from, Candidates out) {
        for (String prefix : PIPE_PREFIXES) {
            if (text.isWord(prefix, from)) {
                int name = from + prefix.length();
                int end = nameEnd(name);
                if (end > name) {
                    out.propose(ObservableType.PIPE, "\\\\.\\pipe\\" + text.text(name, end), from, end);
                }
                return end;
            }
        }
        return from;
    }

    private int labelled(int at, List<String> labels, ObservableType type, Candidates out) {
        for (String label : labels) {
            if (text.isWord(label, at) && !Chars.isWord(text.at(at + label.length()))) {
                int name = nameStart(at + label.length(), type);
                int end = name < 0 ? name : nameEnd(name);
                if (end > name + 2 && isName(text.text(name, end))) {
                    String value = text.text(name, end);
                    boolean bare = type == ObservableType.PIPE && !value.startsWith("\\");
                    out.propose(type, bare ? "\\\\.\\pipe\\" + value : value, name, end);
                    return end;
                }
            }
        }
        return at;
    }

    private static boolean isName(String written) {
        return !NO_NAMES.contains(written.toLowerCase(Locale.ROOT));
    }

    /** Behind a colon, an equals sign or an opening quote; -1 if the label is a word of prose. */
    private int nameStart(int labelEnd, ObservableType type) {
        int at = labelEnd;
        boolean marked = false;
        for (String verb : MUTEX_VERBS) {
            if (text.isWord(verb, at)) {
                at += verb.length();
                marked = verb.length() > 6 && !verb.endsWith("is ");
                break;
            }
        }
        int from = at;
        while (at < from + 5 && " :=\"'`\u201c\u2018\uff1a".indexOf(text.at(at)) >= 0) {
            marked |= text.at(at) != ' ';
            at++;
        }
        boolean ownScanner = type == ObservableType.PIPE && text.at(at) == '\\';
        return marked && !ownScanner ? at : -1;
    }

    /** To the closing quote where one opened, else to white space. */
    private int nameEnd(int from) {
        char quote = text.at(from - 1);
        boolean quoted = quote == '"' || quote == '\'' || quote == '`' || quote == '\u201c' || quote == '\u2018';
        char closing = quote == '\u201c' ? '\u201d' : quote == '\u2018' ? '\u2019' : quote;
        int end = from;
        for (; end - from < NAME_LENGTH_MAX; end++) {
            char c = text.at(end);
            if (c < ' ' || c == '"' || c == '\u3002' || c == '\uff0c' || (quoted && c == closing)
                    || (!quoted && (c == ' ' || c == ',' || c == ';' || c == '<' || c == '\'' || c == '`'))) {
                break;
            }
        }
        while (!quoted && end > from && ".,:;)]!?".indexOf(text.at(end - 1)) >= 0) {
            end--;
        }
        return end;
    }
}
