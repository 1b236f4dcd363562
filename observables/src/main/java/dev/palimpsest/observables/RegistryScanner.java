package dev.palimpsest.observables;

import java.util.List;

/** Finds Windows registry keys by their roots, spelt out, short, or as the kernel names them. */
final class RegistryScanner {

    /** Longest first where one begins another. */
    private static final List<String> ROOTS = List.of("hkey_local_machine", "hkey_current_user", "hkey_classes_root",
            "hkey_users", "hkey_current_config", "hkey_performance_data", "hkey_dyn_data", "hklm", "hkcu", "hkcr",
            "hkcc", "hku",
            "\\registry\\machine", "\\registry\\user");
    /** Last parts with spaces that are common enough to be known. */
    private static final List<String> NAMES_WITH_SPACES = List.of("windows nt", "internet settings",
            "image file execution options", "user shell folders", "shell folders", "internet explorer",
            "active setup", "terminal server", "terminal services", "session manager", "windows defender",
            "windows messaging subsystem", "control panel", "security packages", "authentication packages",
            "notification packages", "browser helper objects", "default user");

    private final FoldedText text;
    private final Components components;

    RegistryScanner(FoldedText text) {
        this.text = text;
        this.components = new Components(text);
    }

    void scan(Candidates out) {
        for (int at = 0; at < text.length() && !out.full();) {
            char c = text.at(at);
            boolean starts = (c == 'h' || c == 'H' || c == '\\') && !Chars.isWord(text.at(at - 1))
                    && text.at(at - 1) != '\\';
            at = starts ? Math.max(at + 1, key(at, out)) : at + 1;
        }
    }

    private int key(int from, Candidates out) {
        for (String root : ROOTS) {
            if (text.isWord(root, from)) {
                return under(from, from + root.length(), out);
            }
        }
        return from;
    }

    private int under(int from, int rootEnd, Candidates out) {
        boolean angled = text.at(from - 1) == '<' && text.at(rootEnd) == '>';
        int start = angled ? from - 1 : from;
        int slash = rootEnd + (angled || text.at(rootEnd) == ':' ? 1 : 0);
        int name = slash;
        while (name < slash + 2 && text.at(name) == '\\') {
            name++;
        }
        if (name == slash || !(components.isInside(name) && text.at(name) != '\\')) {
            return rootEnd;
        }
        int end = withSpaces(components.end(start, name));
        while (end > name && text.at(end - 1) == '\\') {
            end--;
        }
        if (end - start < Components.LENGTH_MAX) {
            String root = text.text(from, rootEnd);
            String below = text.text(rootEnd + (angled ? 1 : 0), end);
            out.propose(ObservableType.REGISTRY_KEY, Components.unescaped(root + below), start, end);
        } else {
            out.tooLong();
        }
        return end;
    }

    private int withSpaces(int end) {
        int part = end;
        while (end - part < 20 && Chars.isWord(text.at(part - 1))) {
            part--;
        }
        if (text.at(end) != ' ' || text.at(part - 1) != '\\') {
            return end;
        }
        for (String name : NAMES_WITH_SPACES) {
            if (text.isWord(name, part) && !Chars.isWord(text.at(part + name.length()))) {
                return part + name.length();
            }
        }
        return end;
    }
}
