package dev.palimpsest.observables;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Which names end in a suffix under which names can be registered: the ICANN section of Mozilla's public suffix list and
 * a few names reserved for private use. The private section ({@code github.io}) plays no part: those are domains.
 */
final class PublicSuffixes {

    /** RFC 2606, 6761, 6762, 7686 and ICANN's .internal, and two that Active Directory forests commonly use and the root never will. */
    private static final Set<String> RESERVED = Set.of("example", "test", "invalid", "localhost", "local", "onion",
            "internal", "corp", "lan");

    private static final PublicSuffixes LOADED = load();

    private final Set<String> exact = new HashSet<>();
    private final Set<String> wildcards = new HashSet<>();
    private final Set<String> exceptions = new HashSet<>();

    private PublicSuffixes() {
        exact.addAll(RESERVED);
    }

    /** Whether a lower-case ASCII name is a known suffix with at least one label before it. */
    static boolean isRegistrable(String name) {
        return LOADED.hasSuffixBelow(name);
    }

    /** Whether a lower-case label is a top-level domain. */
    static boolean isSuffix(String label) {
        return LOADED.exact.contains(label);
    }

    private boolean hasSuffixBelow(String name) {
        for (int dot = name.indexOf('.'), start = 0; dot >= 0; start = dot + 1, dot = name.indexOf('.', start)) {
            String whole = name.substring(start);
            String parent = name.substring(dot + 1);
            if (exceptions.contains(whole)) {
                return true;
            }
            if (exact.contains(whole) || wildcards.contains(parent)) {
                return start > 0;
            }
        }
        int last = name.lastIndexOf('.');
        return last > 0 && exact.contains(name.substring(last + 1));
    }

    private static PublicSuffixes load() {
        PublicSuffixes suffixes = new PublicSuffixes();
        try (InputStream in = PublicSuffixes.class.getResourceAsStream("public_suffix_list.dat");
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(in, "public suffix list"),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("===END ICANN DOMAINS===")) {
                    break;
                }
                if (!line.isBlank() && !line.startsWith("//")) {
                    suffixes.add(line.strip());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the public suffix list", e);
        }
        return suffixes;
    }

    private void add(String rule) {
        if (rule.startsWith("!")) {
            exceptions.add(ascii(rule.substring(1)));
        } else if (rule.startsWith("*.")) {
            wildcards.add(ascii(rule.substring(2)));
        } else {
            exact.add(ascii(rule));
        }
    }

    private static String ascii(String rule) {
        if (rule.chars().allMatch(c -> c < 0x80)) {
            return rule;
        }
        return IDN.toASCII(rule, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    }
}
