package dev.palimpsest.observables;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;

/** Finds URLs that are hidden in Base64, in hexadecimal digits or behind percent signs. Each run of digits is decoded once, and what comes out not again. */
final class EncodedUrlScanner {

    private static final int RUN_LENGTH_MIN = 14;
    /** How "http" looks in Base64, by its place in a group of three, with what was lost before it and where decoding starts. */
    private static final List<Signature> SIGNATURES = List.of(new Signature("aHR0c", "", 0),
            new Signature("h0dHA6", "ht", 2), new Signature("h0dHBz", "ht", 2), new Signature("odHRwO", "h", 1),
            new Signature("odHRwc", "h", 1));
    private static final String HEX_SIGNATURE = "68747470";

    private final FoldedText text;
    private final Limits limits;
    private final Options options;

    EncodedUrlScanner(FoldedText text, Limits limits, Options options) {
        this.text = text;
        this.limits = limits;
        this.options = options.only(EnumSet.of(ObservableType.URL)).without(Choice.ENCODED_URLS)
                .without(Choice.URLS_WITHOUT_SCHEME).without(Choice.INSIDE_OTHERS);
    }

    private record Signature(String digits, String before, int skip) {}

    void scan(Candidates out) {
        percent(out);
        for (int at = 0; at < text.length() && !out.full();) {
            if (isBase64(text.at(at))) {
                int end = at;
                while (isBase64(text.at(end))) {
                    end++;
                }
                if (end - at >= RUN_LENGTH_MIN && end - at <= limits.spanLengthMax()) {
                    run(at, end, out);
                }
                at = end;
            } else {
                at++;
            }
        }
    }

    private static boolean isBase64(char c) {
        return Chars.isAlnum(c) || c == '+' || c == '/' || c == '=';
    }

    private void run(int from, int to, Candidates out) {
        String run = text.text(from, to);
        int hex = run.indexOf(HEX_SIGNATURE);
        if (hex >= 0) {
            propose(hexDecoded(run, hex), from + hex, to, out);
            return;
        }
        for (Signature signature : SIGNATURES) {
            int at = run.indexOf(signature.digits());
            if (at >= 0) {
                String decoded = signature.before() + decoded(run.substring(at + signature.skip()));
                propose(decoded, from + at, to, out);
                return;
            }
        }
    }

    private static String hexDecoded(String run, int from) {
        StringBuilder decoded = new StringBuilder();
        for (int i = from; i + 1 < run.length() && Chars.isHex(run.charAt(i))
                && Chars.isHex(run.charAt(i + 1)); i += 2) {
            decoded.append((char) Integer.parseInt(run, i, i + 2, 16));
        }
        return decoded.toString();
    }

    private static String decoded(String run) {
        int end = run.indexOf('=');
        String digits = end < 0 ? run : run.substring(0, end);
        int whole = digits.length() % 4 == 1 ? digits.length() - 1 : digits.length();
        return new String(Base64.getDecoder().decode(digits.substring(0, whole)), StandardCharsets.ISO_8859_1);
    }

    /** The URLs at the start of what was decoded, each with the span of the whole run: digits do not line up with characters. */
    private void propose(String decoded, int from, int to, Candidates out) {
        new TextScan(decoded, limits, options).run().observables().stream().filter(each -> each.start() == 0)
                .findFirst()
                .ifPresent(url -> out.propose(ObservableType.URL, url.value(), from, to));
    }

    /** {@code http%3A%2F%2Fevil.example%2Fa}. */
    private void percent(Candidates out) {
        int read = 0;
        for (int at = 0; at < text.length() && !out.full(); at++) {
            if (text.at(at) != '%' || at < read || !text.isWord("%3a%2f%2f", at)) {
                continue;
            }
            int from = Schemes.startOf(text, at);
            int end = at;
            while (end - at < limits.spanLengthMax() && isPercentText(text.at(end))) {
                end++;
            }
            read = end;
            if (from >= 0) {
                propose(percentDecoded(text.text(from, end)), from, end, out);
            }
        }
    }

    private static boolean isPercentText(char c) {
        return Chars.isAlnum(c) || (c != Chars.NONE && "%._-~+:@!*$".indexOf(c) >= 0);
    }

    private static String percentDecoded(String run) {
        StringBuilder decoded = new StringBuilder(run.length());
        for (int i = 0; i < run.length(); i++) {
            boolean escape = run.charAt(i) == '%' && i + 2 < run.length() && Chars.isHex(run.charAt(i + 1))
                    && Chars.isHex(run.charAt(i + 2));
            decoded.append(escape ? (char) Integer.parseInt(run, i + 1, i + 3, 16) : run.charAt(i));
            i += escape ? 2 : 0;
        }
        return decoded.toString();
    }
}
