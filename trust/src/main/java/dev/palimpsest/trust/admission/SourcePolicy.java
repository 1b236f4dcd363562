package dev.palimpsest.trust.admission;

import dev.palimpsest.memory.SourceName;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.trust.secret.PersonalData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an installation says of its sources: on which tier each stands, how many records a second it may write, and which
 * personal data is not kept of it. A file
 * of lines, the first that fits decides, {@code #} begins a comment:
 *
 * <pre>
 * tier    TENANT  SOURCE      TIER
 * rate    TENANT  SOURCE      RECORDS_A_SECOND
 * redact  TENANT  SOURCE      KIND…
 * tier    *       cloud-*     control-plane
 * rate    acme    honeypot    50
 * redact  acme    mail-*      card iban ssn phone email
 * </pre>
 *
 * A tenant or source is a name, {@code *}, or a beginning with {@code *} after it. A source's pattern fits its sender, or the
 * whole name with the label that the sender chose; what fits only by the label can lower a tier or add to what is redacted.
 */
public final class SourcePolicy {
    /** Every source as its formats and doors say, no personal data redacted. */
    public static final SourcePolicy USUAL = new SourcePolicy(List.of(), List.of(), List.of());
    /** Most rules of a file. */
    static final int RULES_MAX = 10_000;

    private record TierRule(Scope scope, TrustTier tier) {}

    private record RateRule(Scope scope, int rate) {}

    private record RedactRule(Scope scope, Set<PersonalData> kinds) {}

    private record Scope(String tenant, String source) {
        boolean covers(TenantId of, String name) {
            return fits(tenant, of.value()) && fits(source, SourceName.sender(name));
        }

        /** Whether it is the label alone by which it fits. */
        boolean coversByLabel(TenantId of, String name) {
            return fits(tenant, of.value()) && fits(source, name) && !fits(source, SourceName.sender(name));
        }

        private static boolean fits(String pattern, String name) {
            return pattern.endsWith("*")
                    ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                    : pattern.equals(name);
        }
    }

    private final List<TierRule> tiers;
    private final List<RateRule> rates;
    private final List<RedactRule> redactions;

    private SourcePolicy(List<TierRule> tiers, List<RateRule> rates, List<RedactRule> redactions) {
        this.tiers = List.copyOf(tiers);
        this.rates = List.copyOf(rates);
        this.redactions = List.copyOf(redactions);
    }

    /**
     * The policy in a file; the usual one where there is no such file.
     *
     * @throws IllegalArgumentException naming file, line and what is wrong
     */
    public static SourcePolicy at(Path file) {
        if (Files.notExists(file)) {
            return USUAL;
        }
        try {
            return parse(file.toString(), Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the source policy at " + file, e);
        }
    }

    /** As {@link #at}, of lines. */
    static SourcePolicy parse(String file, List<String> lines) {
        List<TierRule> tiers = new ArrayList<>();
        List<RateRule> rates = new ArrayList<>();
        List<RedactRule> redactions = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (!line.isEmpty()) {
                try {
                    take(List.of(line.split("\\s+")), tiers, rates, redactions);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(file + ":" + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        return new SourcePolicy(tiers, rates, redactions);
    }

    private static void take(List<String> words, List<TierRule> tiers, List<RateRule> rates,
            List<RedactRule> redactions) {
        if (words.size() < 4 || tiers.size() + rates.size() + redactions.size() >= RULES_MAX) {
            throw new IllegalArgumentException(
                    "a rule reads: tier|rate|redact TENANT SOURCE WHAT…, and a file has at most "
                            + RULES_MAX);
        }
        Scope scope = new Scope(words.get(1), words.get(2));
        switch (words.get(0)) {
            case "tier" -> tiers.add(new TierRule(scope, tier(words.get(3))));
            case "rate" -> rates.add(new RateRule(scope, rate(words.get(3))));
            case "redact" -> redactions.add(new RedactRule(scope, kinds(words.subList(3, words.size()))));
            default ->
                throw new IllegalArgumentException("a rule begins with tier, rate or redact; got: " + words.get(0));
        }
    }

    /** Nobody but a person under a credential speaks as an analyst. */
    private static TrustTier tier(String word) {
        return Arrays.stream(TrustTier.values()).filter(tier -> tier != TrustTier.ANALYST)
                .filter(tier -> word(tier).equals(word)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a source's tier is one of " + Arrays
                        .stream(TrustTier.values()).filter(tier -> tier != TrustTier.ANALYST).map(SourcePolicy::word)
                        .collect(Collectors.joining(", ")) + "; got: " + word));
    }

    private static int rate(String word) {
        if (!word.matches("[1-9]\\d{0,6}")) {
            throw new IllegalArgumentException("a rate is a whole number of records a second, 1 to 9999999; got: "
                    + word);
        }
        return Integer.parseInt(word);
    }

    private static Set<PersonalData> kinds(List<String> words) {
        Set<PersonalData> kinds = EnumSet.noneOf(PersonalData.class);
        words.forEach(word -> kinds.add(Arrays.stream(PersonalData.values()).filter(kind -> word(kind).equals(word))
                .findFirst().orElseThrow(() -> new IllegalArgumentException(
                        "personal data is card, iban, ssn, phone or email; got: " + word))));
        return kinds;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The tier of a source that without the file stands on the usual one. */
    public TrustTier tier(TenantId tenant, String source, TrustTier usual) {
        TrustTier stated = tiers.stream().filter(rule -> rule.scope().covers(tenant, source)).map(TierRule::tier)
                .findFirst().orElse(usual);
        return tiers.stream().filter(rule -> rule.scope().coversByLabel(tenant, source)).map(TierRule::tier).findFirst()
                .filter(lower -> lower.isBelow(stated)).orElse(stated);
    }

    /** How many records a second a source's sender may write; empty where the file sets no bound. */
    OptionalInt rate(TenantId tenant, String source) {
        return rates.stream().filter(rule -> rule.scope().covers(tenant, source)).mapToInt(RateRule::rate).findFirst();
    }

    /** The personal data that is not kept of a source. */
    public Set<PersonalData> redacted(TenantId tenant, String source) {
        Set<PersonalData> kinds = EnumSet.noneOf(PersonalData.class);
        redactions.stream().filter(rule -> rule.scope().covers(tenant, source)).findFirst()
                .ifPresent(rule -> kinds.addAll(rule.kinds()));
        redactions.stream().filter(rule -> rule.scope().coversByLabel(tenant, source)).findFirst()
                .ifPresent(rule -> kinds.addAll(rule.kinds()));
        return kinds;
    }

    /** The personal data that is not kept of one source or another. */
    Set<PersonalData> redactedOfAnybody() {
        return redactions.stream().flatMap(rule -> rule.kinds().stream()).collect(Collectors.toUnmodifiableSet());
    }
}
