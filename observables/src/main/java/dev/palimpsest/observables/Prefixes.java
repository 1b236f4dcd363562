package dev.palimpsest.observables;

/** The {@code /24} after an address. */
final class Prefixes {

    private static final int DIGITS_MAX = 3;

    private Prefixes() {}

    /** The exclusive end of a prefix length from 0 to {@code max} that starts at {@code slash}; {@code slash} if there is none. */
    static int end(FoldedText text, int slash, int max) {
        if (text.at(slash) != '/') {
            return slash;
        }
        int end = slash + 1;
        int bits = 0;
        while (end <= slash + DIGITS_MAX && Chars.isDigit(text.at(end))) {
            bits = bits * 10 + (text.at(end) - '0');
            end++;
        }
        char next = text.at(end);
        boolean continues = Chars.isWord(next) || next == '/' || next == '-'
                || ((next == '.' || next == ':') && Chars.isAlnum(text.at(end + 1)));
        boolean padded = end > slash + 2 && text.at(slash + 1) == '0';
        return end == slash + 1 || bits > max || continues || padded ? slash : end;
    }
}
