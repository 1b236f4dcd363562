package dev.palimpsest.observables;

/** A text that can be read past its ends, where it holds {@link Chars#NONE}. */
record Ahead(CharSequence source) {

    char at(int index) {
        return index >= 0 && index < source.length() ? source.charAt(index) : Chars.NONE;
    }

    /** Whether a word stands here, in any letter case. The word is lower case. */
    boolean isWord(String word, int from) {
        for (int i = 0; i < word.length(); i++) {
            char c = at(from + i);
            if (c != word.charAt(i) && Character.toLowerCase(c) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Behind at most so many spaces, invisible ones among them. */
    int skipSpaces(int from, int max) {
        int at = from;
        while (at < from + max && (Chars.isSpace(at(at)) || Chars.isInvisible(at(at)))) {
            at++;
        }
        return at;
    }

    String text(int from, int to) {
        return source.subSequence(from, to).toString();
    }
}
