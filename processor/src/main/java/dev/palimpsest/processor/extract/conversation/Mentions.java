package dev.palimpsest.processor.extract.conversation;

import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.observables.Observable;
import dev.palimpsest.observables.ObservableType;
import dev.palimpsest.observables.Observables;
import dev.palimpsest.observables.Options;
import dev.palimpsest.observables.attack.Attack;
import dev.palimpsest.observables.attack.NameMatch;
import dev.palimpsest.observables.attack.NamedThreat;
import dev.palimpsest.processor.extract.conversation.Mention.Sort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what a text names: indicators, threats, hosts, and topics in plain words. */
final class Mentions {

    /** Most mentions of one text that are looked at. */
    static final int MENTIONS_MAX = 256;

    /** People quote wallets for a reason; everything else that has no plain form is left to search. */
    private static final Options OPTIONS = Options.PLAIN.only(Stream.concat(Options.PLAIN.types().stream(),
            Stream.of(ObservableType.BTC, ObservableType.XMR, ObservableType.ETH)).collect(Collectors.toSet()));

    private Mentions() {}

    /** In order of appearance, never overlapping: an indicator wins over a threat, a threat over a host over a topic. */
    static List<Mention> in(String text) {
        Stream<Mention> found = Stream.of(indicators(text), threats(text), HostNames.in(text), Topics.in(text))
                .flatMap(List::stream);
        List<Mention> kept = new ArrayList<>();
        int[] owner = new int[text.length()];
        found.filter(mention -> claim(owner, mention)).forEach(kept::add);
        kept.sort(Comparator.comparingInt(Mention::start));
        return kept.stream().limit(MENTIONS_MAX).toList();
    }

    /** Takes the stretch of text if nobody has taken any of it. */
    private static boolean claim(int[] owner, Mention mention) {
        for (int i = mention.start(); i < mention.end(); i++) {
            if (owner[i] != 0) {
                return false;
            }
        }
        Arrays.fill(owner, mention.start(), mention.end(), 1);
        return true;
    }

    private static List<Mention> indicators(String text) {
        List<Mention> mentions = new ArrayList<>();
        for (Observable found : Observables.find(text, OPTIONS)) {
            Mention mention = indicator(text, found);
            if (mention != null) {
                mentions.add(mention);
            }
        }
        return mentions;
    }

    private static @Nullable Mention indicator(String text, Observable found) {
        String type = subjectType(found);
        if (type == null || found.value().length() > Limits.SUBJECT_NAME_LENGTH_MAX) {
            return null;
        }
        if (type.equals("technique")) {
            return Attack.currentTechnique(found.value()).map(technique -> new Mention(found.start(), found.end(),
                    new Subject(type, technique.id()), Sort.THREAT, technique.name() + " (" + technique.id() + ")"))
                    .orElse(null);
        }
        if (type.equals("domain") && HostNames.isCalledHost(text, found.start(), found.end())) {
            String host = found.value().substring(0, found.value().indexOf('.'));
            return new Mention(found.start(), found.end(), new Subject("host", host), Sort.THING, found.value());
        }
        return new Mention(found.start(), found.end(), new Subject(type, found.value()), Sort.THING, found.value());
    }

    /** Null where memories are not kept about the type. */
    private static @Nullable String subjectType(Observable found) {
        return switch (found.type()) {
            case IPV4, IPV6 -> "ip";
            case DOMAIN, URL, EMAIL, MD5, SHA1, SHA256, CVE, BTC, XMR, ETH ->
                found.type().name().toLowerCase(Locale.ROOT);
            case ATTACK_TECHNIQUE -> "technique";
            default -> null;
        };
    }

    private static List<Mention> threats(String text) {
        List<Mention> mentions = new ArrayList<>();
        for (NameMatch match : Attack.namesIn(text)) {
            NamedThreat threat = match.threats().getFirst();
            mentions.add(new Mention(match.start(), match.end(), subject(threat), Sort.THREAT, threat.name()));
        }
        return mentions;
    }

    private static Subject subject(NamedThreat threat) {
        return switch (threat.kind()) {
            case MALWARE, TOOL -> new Subject("malware", slug(threat.name()));
            case GROUP -> new Subject("actor", slug(threat.name()));
            case CAMPAIGN -> new Subject("campaign", slug(threat.name()));
        };
    }

    /** Lower case, every run of other signs than letters and digits one hyphen. */
    static String slug(String name) {
        StringBuilder slug = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char sign = name.charAt(i);
            if (Character.isLetterOrDigit(sign)) {
                slug.append(Character.toLowerCase(sign));
            } else if (!slug.isEmpty() && slug.charAt(slug.length() - 1) != '-') {
                slug.append('-');
            }
        }
        boolean hanging = !slug.isEmpty() && slug.charAt(slug.length() - 1) == '-';
        return hanging ? slug.substring(0, slug.length() - 1) : slug.toString();
    }
}
