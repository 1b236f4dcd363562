package dev.palimpsest.trust.secret;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Replaces secrets and personal data by pseudonyms. Deterministic, and what was redacted once stays as it is. For one
 * record: it remembers what it found, so that a value found by its context in one part is also replaced in the others.
 */
public final class Redactor {
    /** Shorter values are replaced only where their context gives them away: elsewhere they may mean anything. */
    static final int CARRIED_LENGTH_MIN = 8;
    private static final int CARRIED_MAX = 64;
    private final Pseudonyms pseudonyms;
    private final Secrets secrets;
    private final Set<PersonalData> personal;
    private final Map<String, Found> found = new LinkedHashMap<>();

    /** @param personal the kinds of personal data that are replaced too */
    public Redactor(Pseudonyms pseudonyms, Secrets secrets, Set<PersonalData> personal) {
        this.pseudonyms = pseudonyms;
        this.secrets = secrets;
        this.personal = Set.copyOf(personal);
    }

    /** The text without its secrets; the same string where there are none. */
    public String redact(String text) {
        List<Found> all = new ArrayList<>(secrets.find(text));
        if (!personal.isEmpty()) {
            all.addAll(PersonalData.find(text, personal));
            all = Secrets.apart(all);
        }
        if (all.isEmpty()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 32);
        int from = 0;
        for (Found each : all) {
            String value = text.substring(each.start(), each.end());
            found.putIfAbsent(value, each);
            out.append(text, from, each.start()).append(pseudonyms.of(each, value));
            from = each.end();
        }
        return out.append(text, from, text.length()).toString();
    }

    /** A value that the name of its field gives away: replaced as a whole. */
    public String replace(String kind, String value) {
        if (Around.isPlaceholder(value, 0, value.length())) {
            return value;
        }
        Found whole = Found.secret(kind, 0, value.length());
        found.putIfAbsent(value, whole);
        return pseudonyms.of(whole, value);
    }

    /** The text without what was found in the other parts of the record, as it stands or with JSON's escapes. */
    public String carry(String text) {
        String rest = text;
        int carried = 0;
        for (Map.Entry<String, Found> each : found.entrySet()) {
            String value = each.getKey();
            if (isTelling(value) && carried++ < CARRIED_MAX) {
                String pseudonym = pseudonyms.of(each.getValue(), value);
                rest = rest.replace(value, pseudonym);
                String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"");
                rest = escaped.equals(value) ? rest : rest.replace(escaped, pseudonym);
            }
        }
        return rest;
    }

    /** Letters and digits, so that no word of the record's own is taken for the secret. */
    private static boolean isTelling(String value) {
        return value.length() >= CARRIED_LENGTH_MIN && value.chars().anyMatch(Character::isDigit)
                && value.chars().anyMatch(Character::isLetter);
    }

    /** Whether anything was found so far. */
    public boolean hasFound() {
        return !found.isEmpty();
    }

    /** How many different values of each kind were found, as {@code kind:count}, by kind. */
    public List<String> counts() {
        Map<String, Long> counts = new TreeMap<>();
        found.values().forEach(each -> counts.merge(each.kind(), 1L, Long::sum));
        return counts.entrySet().stream().map(each -> each.getKey() + ":" + each.getValue()).toList();
    }
}
