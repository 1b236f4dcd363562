package dev.palimpsest.observables;

/** Finds ssdeep hashes: a block size that ssdeep uses, and two runs of Base64 digits. */
final class SsdeepScanner {

    private static final int BLOCK_SIZE_MIN = 3;
    private static final int BLOCK_DIGITS_MAX = 10;
    private static final int FIRST_MIN = 5;
    private static final int SECOND_MIN = 3;
    private static final int HALF_MAX = 64;

    private final FoldedText text;

    SsdeepScanner(FoldedText text) {
        this.text = text;
    }

    void scan(Candidates out) {
        for (int at = 1; at < text.length() && !out.full(); at++) {
            if (text.at(at) == ':' && Chars.isDigit(text.at(at - 1))) {
                hash(at, out);
            }
        }
    }

    private void hash(int colon, Candidates out) {
        int from = colon;
        while (colon - from <= BLOCK_DIGITS_MAX && Chars.isDigit(text.at(from - 1))) {
            from--;
        }
        int second = half(colon + 1);
        int end = text.at(second) == ':' ? half(second + 1) : second;
        boolean sizes = second - colon > FIRST_MIN && end - second > SECOND_MIN && text.at(end) != ':';
        char before = text.at(from - 1);
        if (sizes && colon - from <= BLOCK_DIGITS_MAX && isBlockSize(text.text(from, colon)) && !isBase64(text.at(end))
                && !Chars.isWord(before) && before != ':' && before != '/' && before != '+' && before != '.') {
            out.propose(ObservableType.SSDEEP, text.text(from, end), from, end);
        }
    }

    private int half(int from) {
        int end = from;
        while (end - from <= HALF_MAX && isBase64(text.at(end))) {
            end++;
        }
        return end;
    }

    private static boolean isBase64(char c) {
        return Chars.isAlnum(c) || c == '+' || c == '/';
    }

    /** Three, doubled any number of times. */
    private static boolean isBlockSize(String digits) {
        long size = Long.parseLong(digits);
        return size >= BLOCK_SIZE_MIN && size % BLOCK_SIZE_MIN == 0 && Long.bitCount(size / BLOCK_SIZE_MIN) == 1;
    }
}
