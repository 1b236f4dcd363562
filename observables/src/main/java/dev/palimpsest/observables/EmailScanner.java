package dev.palimpsest.observables;

/** Finds e-mail addresses by their {@code @}. */
final class EmailScanner {

    private static final int LOCAL_LENGTH_MAX = 64;
    private static final String LOCAL_MARKS = "._%+#~-";

    private final FoldedText text;

    EmailScanner(FoldedText text) {
        this.text = text;
    }

    void scan(Candidates out) {
        for (int at = 0; at < text.length() && !out.full(); at++) {
            if (text.at(at) == '@') {
                address(at, out);
            }
        }
    }

    private void address(int at, Candidates out) {
        int local = localStart(at);
        int end = domainEnd(at + 1);
        if (local == at || end == at + 1 || end - at > DomainName.LENGTH_MAX || text.at(end) == '@') {
            return;
        }
        String domain = DomainName.parse(text.text(at + 1, end));
        if (domain != null) {
            out.propose(ObservableType.EMAIL, text.text(local, at) + "@" + domain, local, end);
        }
    }

    /** The start of the local part; the place of the {@code @} itself if there is none. */
    private int localStart(int at) {
        int start = at;
        while (isLocal(text.at(start - 1))) {
            if (at - --start > LOCAL_LENGTH_MAX) {
                return at;
            }
        }
        if (text.at(start - 1) == '@' || Chars.isForeignLetter(text.at(start - 1)) || text.at(at - 1) == '.') {
            return at;
        }
        while (start < at && LOCAL_MARKS.indexOf(text.at(start)) >= 0) {
            start++;
        }
        return start;
    }

    private static boolean isLocal(char c) {
        return Chars.isAlnum(c) || (c != Chars.NONE && LOCAL_MARKS.indexOf(c) >= 0);
    }

    private int domainEnd(int from) {
        int end = from;
        while (end - from <= DomainName.LENGTH_MAX && Chars.isHost(text.at(end))) {
            end++;
        }
        while (end > from && ".-_".indexOf(text.at(end - 1)) >= 0) {
            end--;
        }
        return end;
    }
}
