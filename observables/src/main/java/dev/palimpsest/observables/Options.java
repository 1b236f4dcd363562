package dev.palimpsest.observables;

import java.util.EnumSet;
import java.util.Set;

/**
 * What to look for and how to read what is contested.
 *
 * @param types what is looked for; a type left out neither is found nor takes a place from another
 * @param choices the contested questions answered yes
 */
public record Options(Set<ObservableType> types, Set<Choice> choices) {

    /** Every type, and the choices README.md argues for. */
    public static final Options DEFAULTS = new Options(EnumSet.allOf(ObservableType.class),
            EnumSet.of(Choice.URLS_WITHOUT_SCHEME, Choice.ENCODED_URLS, Choice.HOSTS_OF_ADDRESSES,
                    Choice.ADDRESS_OF_NETWORK, Choice.INSIDE_OTHERS, Choice.INSIDE_RULES_AND_AGENTS,
                    Choice.HASHES_OF_DIGITS, Choice.HASHES_IN_WORDS));

    /**
     * Addresses, names, URLs with a scheme, hashes, CVE and technique ids, and of derived ones only hosts: for readers that
     * keep a record about each and would rather miss one than keep a wrong one.
     */
    public static final Options PLAIN = new Options(
            EnumSet.of(ObservableType.URL, ObservableType.EMAIL, ObservableType.CIDR, ObservableType.IPV6,
                    ObservableType.MAC, ObservableType.DOMAIN, ObservableType.SHA512, ObservableType.SHA256,
                    ObservableType.SHA1, ObservableType.MD5, ObservableType.CVE, ObservableType.ATTACK_TECHNIQUE,
                    ObservableType.IPV4),
            EnumSet.of(Choice.HOSTS_OF_ADDRESSES));

    public Options {
        types = Set.copyOf(types);
        choices = Set.copyOf(choices);
    }

    /** The same, looking for nothing but these types. */
    public Options only(Set<ObservableType> wanted) {
        return new Options(wanted, choices);
    }

    /** The same with a question answered yes. */
    public Options with(Choice choice) {
        Set<Choice> more = EnumSet.of(choice);
        more.addAll(choices);
        return new Options(types, more);
    }

    /** The same with a question answered no. */
    public Options without(Choice choice) {
        Set<Choice> fewer = EnumSet.noneOf(Choice.class);
        fewer.addAll(choices);
        fewer.remove(choice);
        return new Options(types, fewer);
    }

    boolean has(Choice choice) {
        return choices.contains(choice);
    }

    boolean wants(ObservableType type) {
        return types.contains(type);
    }
}
