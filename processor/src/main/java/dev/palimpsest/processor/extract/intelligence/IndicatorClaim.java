package dev.palimpsest.processor.extract.intelligence;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.observables.Observables;
import dev.palimpsest.observables.attack.Attack;
import dev.palimpsest.observables.attack.NamedThreat;
import dev.palimpsest.observables.attack.Technique;
import dev.palimpsest.processor.extract.typed.PlainText;
import dev.palimpsest.processor.extract.typed.Subjects;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An indicator as its source states it. */
final class IndicatorClaim {

    private static final int DESCRIPTION_LENGTH_MAX = 500;
    private static final int VALUE_LENGTH_MAX = 160;
    private static final Set<String> CONTROL_LABELS = Set.of("c2", "cc", "c-c", "c-and-c", "cnc", "botnet-cc",
            "command-and-control", "c2-server");

    private IndicatorClaim() {}

    static Optional<Claim> of(FeedObject feed) {
        return subject(feed).map(subject -> claim(feed, subject));
    }

    private static Claim claim(FeedObject feed, Subject subject) {
        Set<ThreatName> threats = threats(feed);
        List<String> labels = feed.names("labels").stream().map(PlainText::slug).filter(slug -> !slug.isEmpty())
                .toList();
        List<String> categories = Stream.concat(Stream.of("indicator"), labels.stream()).toList();
        Content content = new Content.Plain(text(feed, subject, threats, labels), attributes(feed, threats, labels),
                entities(feed, threats), categories);
        Instant at = feed.observation().occurredAt();
        return new Claim.Statement(feed.observation().tenant(), subject, Kind.INDICATOR,
                Identity.indicator(feed.observation().source()), content, valid(feed), Occurrences.once(at),
                feed.confidence(), feed.trust(), feed.marking(), feed.evidence(), List.of());
    }

    private static Optional<Subject> subject(FeedObject feed) {
        String value = feed.object().first("indicator.value").map(String::strip).orElse("");
        if (value.isEmpty() || value.length() > Limits.SUBJECT_NAME_LENGTH_MAX) {
            return Optional.empty();
        }
        String type = feed.object().first("indicator.type").orElse("").toLowerCase(Locale.ROOT);
        String refanged = Observables.refang(value);
        return switch (type) {
            case "ipv4", "ipv6", "ip" -> Subjects.ip(refanged);
            case "domain", "hostname" -> Subjects.domain(refanged);
            case "url" -> Subjects.url(refanged.contains("://") ? refanged : "http://" + refanged);
            case "email" -> email(refanged);
            case "md5", "sha1", "sha256" -> Subjects.hash(type, value);
            default -> Optional.empty();
        };
    }

    private static Optional<Subject> email(String value) {
        int at = value.lastIndexOf('@');
        boolean plain = at > 0 && value.chars().noneMatch(c -> c <= ' ' || Character.isISOControl(c));
        return plain
                ? Subjects.domain(value.substring(at + 1))
                        .map(domain -> new Subject("email", value.substring(0, at) + "@" + domain.name()))
                : Optional.empty();
    }

    /** Those the source names first, then those its words mention; where there are none, those its own name speaks of. */
    private static Set<ThreatName> threats(FeedObject feed) {
        Set<ThreatName> threats = new LinkedHashSet<>();
        feed.names("malware").forEach(name -> ThreatName.of("malware", name).ifPresent(threats::add));
        feed.names("actor").forEach(name -> ThreatName.of("actor", name).ifPresent(threats::add));
        Stream.of("indicator.name", "description")
                .flatMap(field -> feed.line(field, DESCRIPTION_LENGTH_MAX).stream()).flatMap(IndicatorClaim::mentioned)
                .forEach(threats::add);
        if (threats.isEmpty()) {
            mentioned(feed.observation().source()).forEach(threats::add);
        }
        return threats;
    }

    private static Stream<ThreatName> mentioned(String text) {
        return Attack.namesIn(text).stream().flatMap(match -> match.threats().stream())
                .filter(threat -> threat.kind() != NamedThreat.Kind.CAMPAIGN).map(ThreatName::of);
    }

    private static String text(FeedObject feed, Subject subject, Set<ThreatName> threats, List<String> labels) {
        String source = PlainText.of(feed.observation().source(), VALUE_LENGTH_MAX);
        return PlainText.of(subject.name(), VALUE_LENGTH_MAX) + " " + what(feed, subject, threats, labels) + " ("
                + source + ")";
    }

    private static String what(FeedObject feed, Subject subject, Set<ThreatName> threats, List<String> labels) {
        boolean controls = labels.stream().anyMatch(CONTROL_LABELS::contains);
        String noun = switch (subject.type()) {
            case "ip" -> controls ? "C2 server" : "address";
            case "domain" -> controls ? "C2 domain" : "domain";
            case "url" -> "URL";
            case "email" -> "e-mail address";
            default -> "file";
        };
        Optional<ThreatName> software = threats.stream().filter(threat -> threat.subject().type().equals("malware"))
                .findFirst();
        return software.or(() -> threats.stream().findFirst()).map(threat -> threat.name() + " " + noun)
                .or(() -> feed.name("indicator.name").filter(name -> !name.contains(subject.name())))
                .orElse((controls ? "" : "known malicious ") + noun);
    }

    private static SortedMap<String, List<String>> attributes(FeedObject feed, Set<ThreatName> threats,
            List<String> labels) {
        TreeMap<String, List<String>> attributes = new TreeMap<>();
        attributes.put("threat.indicator.type", feed.names("indicator.type"));
        attributes.put("threat.indicator.name", feed.names("indicator.name"));
        attributes.put("threat.indicator.description",
                feed.line("description", DESCRIPTION_LENGTH_MAX).stream().toList());
        attributes.put("threat.indicator.reference", feed.names("reference"));
        attributes.put("threat.indicator.id", feed.names("external_id"));
        attributes.put("threat.software.name", named(threats, "malware"));
        attributes.put("threat.group.name", named(threats, "actor"));
        attributes.put("threat.technique.id", techniques(feed).stream().map(Technique::id).toList());
        attributes.put("labels", labels);
        return attributes;
    }

    private static List<String> named(Set<ThreatName> threats, String type) {
        return threats.stream().filter(threat -> threat.subject().type().equals(type)).map(ThreatName::name)
                .distinct().toList();
    }

    private static List<Technique> techniques(FeedObject feed) {
        return feed.names("techniques").stream().flatMap(id -> Attack.currentTechnique(id).stream()).distinct()
                .toList();
    }

    private static List<Subject> entities(FeedObject feed, Set<ThreatName> threats) {
        List<Subject> entities = new ArrayList<>(threats.stream().map(ThreatName::subject).toList());
        techniques(feed).forEach(technique -> entities.add(new Subject("technique", technique.id())));
        return entities;
    }

    /** A revoked indicator ended, at the latest when its source said so. */
    private static ValidTime valid(FeedObject feed) {
        Instant said = feed.observation().occurredAt();
        Instant from = feed.time("valid_from").orElse(said);
        Optional<Instant> stated = feed.time("valid_until");
        Optional<Instant> until = feed.isRevoked() ? Optional.of(stated.filter(said::isAfter).orElse(said)) : stated;
        return until.map(end -> new ValidTime(from, end.isBefore(from) ? from : end))
                .orElseGet(() -> ValidTime.since(from));
    }
}
