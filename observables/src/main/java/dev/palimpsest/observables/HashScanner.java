package dev.palimpsest.observables;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Finds hexadecimal digests, and tells by their labels those that only look like MD5 or SHA-256. */
final class HashScanner {

    private static final int LABEL_LOOKED_AT_MAX = 28;
    /** So many digits behind {@code 0x} are an account of Ethereum, and one with a wrong checksum is nothing. */
    private static final int ETHEREUM_DIGITS = 40;

    /** Label endings, letters and digits only; the longer before the shorter that ends it. */
    private static final Map<ObservableType, List<String>> LABELS = Map.of(ObservableType.IMPHASH,
            List.of("imphash", "importhash", "imphashes", "importtablehash"), ObservableType.AUTHENTIHASH,
            List.of("authentihash", "authentihashes", "authenticodehash"), ObservableType.JA3,
            List.of("ja3", "ja3hash", "ja3fingerprint", "ja3digest", "ja3md5"), ObservableType.JA3S,
            List.of("ja3s", "ja3shash", "ja3sfingerprint", "ja3sdigest"));

    private final FoldedText text;
    private final Options options;

    HashScanner(FoldedText text, Options options) {
        this.text = text;
        this.options = options;
    }

    void scan(Candidates out) {
        for (int at = 0; at < text.length() && !out.full();) {
            if (Chars.isHex(text.at(at))) {
                int end = at;
                while (Chars.isHex(text.at(end))) {
                    end++;
                }
                ObservableType type = type(end - at);
                if (type != null && isHash(at, end)) {
                    out.propose(labelled(type, at), text.text(at, end).toLowerCase(Locale.ROOT), at, end);
                }
                at = end;
            } else {
                at++;
            }
        }
    }

    private static @Nullable ObservableType type(int digits) {
        return switch (digits) {
            case 32 -> ObservableType.MD5;
            case 40 -> ObservableType.SHA1;
            case 64 -> ObservableType.SHA256;
            case 128 -> ObservableType.SHA512;
            default -> null;
        };
    }

    /** An underscore ends a hash, as in the names samples are stored under; a letter means that it is none. */
    private boolean isHash(int from, int to) {
        boolean glued = isGlue(text.at(from - 1)) || isGlue(text.at(to));
        boolean number = text.at(from - 1) == 'x' && text.at(from - 2) == '0';
        if ((number && to - from == ETHEREUM_DIGITS) || (glued && !options.has(Choice.HASHES_IN_WORDS))) {
            return false;
        }
        boolean letters = options.has(Choice.HASHES_OF_DIGITS);
        for (int at = from; at < to && !letters; at++) {
            letters = !Chars.isDigit(text.at(at));
        }
        return letters;
    }

    private static boolean isGlue(char c) {
        return Chars.isAlnum(c) || Chars.isForeignLetter(c);
    }

    private ObservableType labelled(ObservableType type, int from) {
        if (type != ObservableType.MD5 && type != ObservableType.SHA256) {
            return type;
        }
        String before = lettersBefore(from);
        ObservableType wanted = type;
        for (Map.Entry<ObservableType, List<String>> each : LABELS.entrySet()) {
            boolean fits = (each.getKey() == ObservableType.AUTHENTIHASH) == (type == ObservableType.SHA256);
            if (fits && each.getValue().stream().anyMatch(before::endsWith)) {
                wanted = each.getKey();
            }
        }
        return wanted;
    }

    /** What stands before, without spaces and punctuation, but not past the end of a list's last entry. */
    private String lettersBefore(int from) {
        StringBuilder letters = new StringBuilder(LABEL_LOOKED_AT_MAX);
        for (int at = from - 1; at >= from - LABEL_LOOKED_AT_MAX; at--) {
            char c = text.at(at);
            if (c == ',' || c == ';' || (c == '.' && Chars.isSpace(text.at(at + 1)))) {
                break;
            }
            if (Chars.isAlnum(c)) {
                letters.append(Character.toLowerCase(c));
            }
        }
        String before = letters.reverse().toString();
        return before.endsWith("is") ? before.substring(0, before.length() - 2) : before;
    }
}
