package dev.palimpsest.observables;

import java.util.Locale;
import java.util.Set;

/** Finds names of files that stand without a path. */
final class FileNameScanner {

    private static final int LENGTH_MAX = 128;
    private static final Set<String> PRODUCTS = Set.of("node.js", "vue.js", "next.js", "react.js", "express.js",
            "three.js", "d3.js", "asp.net", "discord.js", "chart.js", "angular.js", "backbone.js", "ember.js");

    private final FoldedText text;

    FileNameScanner(FoldedText text) {
        this.text = text;
    }

    void scan(Candidates out) {
        for (int at = 0; at < text.length() && !out.full();) {
            if (isName(text.at(at))) {
                int end = at;
                boolean dotted = false;
                while (isName(text.at(end))) {
                    dotted |= text.at(end) == '.';
                    end++;
                }
                if (dotted && end - at <= LENGTH_MAX) {
                    name(at, end, out);
                }
                at = end;
            } else {
                at++;
            }
        }
    }

    private static boolean isName(char c) {
        return Chars.isAlnum(c) || c == '_' || c == '-' || c == '.' || c == '~' || c == '$' || c == '+'
                || Chars.isForeignLetter(c);
    }

    private void name(int runStart, int runEnd, Candidates out) {
        int from = runStart;
        int to = runEnd;
        while (to > from && ".-+".indexOf(text.at(to - 1)) >= 0) {
            to--;
        }
        while (from < to && "-.+".indexOf(text.at(from)) >= 0) {
            from++;
        }
        char before = text.at(from - 1);
        char after = text.at(to);
        if (to - from < 4 || "/\\@%".indexOf(before) >= 0 || after == '@' || after == '(' || after == '\\') {
            return;
        }
        String name = text.text(from, to);
        if (FileNames.isFileNameAlone(name) && name.indexOf("..") < 0
                && !PRODUCTS.contains(name.toLowerCase(Locale.ROOT))) {
            out.propose(ObservableType.FILE_NAME, name, from, to);
        }
    }
}
