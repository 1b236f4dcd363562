package dev.palimpsest.observables;

/** Finds what begins with a word of its own: CVE, ATT&amp;CK, AS and analytics identifiers, TLP marks, resource names, JA4. */
final class WordScanner {

    private static final int WORD_LENGTH_MAX = 36;

    private final FoldedText text;
    private final AttackIds attack;
    private final Identifiers identifiers;
    private final CloudIds cloud;

    WordScanner(FoldedText text) {
        this.text = text;
        this.attack = new AttackIds(text);
        this.identifiers = new Identifiers(text);
        this.cloud = new CloudIds(text);
    }

    void scan(Candidates out) {
        for (int at = 0; at < text.length() && !out.full();) {
            if (Chars.isWord(text.at(at))) {
                int end = at;
                while (Chars.isWord(text.at(end))) {
                    end++;
                }
                if (end - at <= WORD_LENGTH_MAX) {
                    word(at, end, out);
                }
                at = end;
            } else {
                at++;
            }
        }
    }

    private void word(int from, int to, Candidates out) {
        switch (text.at(from)) {
            case 'c', 'C' -> identifiers.cve(from, to, out);
            case 'a', 'A' -> {
                identifiers.asn(from, to, out);
                cloud.arn(from, to, out);
            }
            case 'u', 'U' -> cloud.tracker(from, to, out);
            case 'p', 'P' -> cloud.publisher(from, to, out);
            case 'm', 'M' -> attack.mitigation(from, to, out);
            default -> {
                attack.technique(from, to, out);
                attack.tactic(from, to, out);
                identifiers.tlp(from, to, out);
            }
        }
        cloud.ja4(from, to, out);
    }
}
