package dev.palimpsest.processor.extract.intelligence;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.indicator.IndicatorFields;
import dev.palimpsest.observables.attack.Attack;
import dev.palimpsest.observables.attack.NamedThreat;
import dev.palimpsest.observables.attack.Technique;
import dev.palimpsest.processor.extract.typed.PlainText;
import dev.palimpsest.processor.extract.typed.Prefix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An indicator as its source states it. */
final class IndicatorClaim {

    private static final int DESCRIPTION_LENGTH_MAX = 500;
    private static final int VALUE_LENGTH_MAX = 160;
    private static final int PATTERN_LENGTH_MAX = 1_000;
    private static final Set<String> CONTROL_LABELS = Set.of("c2", "cc", "c-c", "c-and-c", "cnc", "botnet-cc",
            "command-and-control", "c2-server");

    private IndicatorClaim() {}

    static Optional<Claim> of(FeedObject feed) {
        return IndicatorSubject.of(feed).map(subject -> claim(feed, subject));
    }

    private static Claim claim(FeedObject feed, Subject subject) {
        Set<ThreatName> threats = threats(feed);
        List<String> labels = feed.names("labels").stream().map(PlainText::slug).filter(slug -> !slug.isEmpty())
                .toList();
        List<String> categories = Stream.concat(Stream.of("indicator"), labels.stream()).toList();
        Content content = new Content.Plain(text(feed, subject, threats, labels),
                attributes(feed, subject, threats, labels),
                entities(feed, threats), categories);
        Instant at = feed.observation().occurredAt();
        return new Claim.Statement(feed.observation().tenant(), subject, Kind.INDICATOR,
                Identity.indicator(feed.sender()), content, valid(feed), Occurrences.once(at),
                feed.confidence(), feed.trust(), feed.marking(), feed.evidence(), List.of());
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
            case "cidr" -> "network";
            case "cve" -> "vulnerability";
            case "md5", "sha1", "sha256", "sha512" -> "file";
            default -> subject.type().replace('-', ' ');
        };
        Optional<ThreatName> software = threats.stream().filter(threat -> threat.subject().type().equals("malware"))
                .findFirst();
        return software.or(() -> threats.stream().findFirst()).map(threat -> threat.name() + " " + noun)
                .or(() -> feed.name("indicator.name").filter(name -> !name.contains(subject.name())))
                .orElse((controls ? "" : "known malicious ") + noun);
    }

    private static SortedMap<String, List<String>> attributes(FeedObject feed, Subject subject,
            Set<ThreatName> threats, List<String> labels) {
        TreeMap<String, List<String>> attributes = new TreeMap<>();
        attributes.put("threat.indicator.type", feed.names("indicator.type"));
        attributes.put("threat.indicator.name", feed.names("indicator.name"));
        attributes.put("threat.indicator.description",
                feed.line("description", DESCRIPTION_LENGTH_MAX).stream().toList());
        attributes.put("threat.indicator.reference", feed.names("reference"));
        attributes.put("threat.indicator.id", feed.names("external_id"));
        attributes.put(IndicatorFields.OBJECT, feed.listedAs().stream().toList());
        attributes.put(IndicatorFields.SOURCE, List.of(PlainText.of(feed.observation().source(), VALUE_LENGTH_MAX)));
        attributes.put("threat.software.name", named(threats, "malware"));
        attributes.put("threat.group.name", named(threats, "actor"));
        attributes.put("threat.technique.id", techniques(feed).stream().map(Technique::id).toList());
        attributes.put("labels", labels);
        attributes.put("threat.indicator.unmatched", Prefix.of(subject).filter(block -> !block.isTelling())
                .map(_ -> "wider than what is matched with addresses").stream().toList());
        lifecycle(feed, attributes);
        return attributes;
    }

    private static void lifecycle(FeedObject feed, SortedMap<String, List<String>> attributes) {
        attributes.put(IndicatorFields.RELIABILITY, feed.object().first("reliability").stream().toList());
        attributes.put(IndicatorFields.CREDIBILITY, feed.credibility().stream().toList());
        attributes.put(IndicatorFields.PAP, feed.object().first("pap").stream().toList());
        attributes.put(IndicatorFields.MODIFIED_AT, feed.modified().map(Instant::toString).stream().toList());
        attributes.put(IndicatorFields.FORMAT,
                feed.object().format().equals("list") ? List.of("list") : List.of());
        attributes.put(IndicatorFields.LISTED_AT, feed.listedAt().map(Instant::toString).stream().toList());
        attributes.put(IndicatorFields.LAST_SEEN, feed.time("last_seen").map(Instant::toString).stream().toList());
        attributes.put(IndicatorFields.REVOKED, feed.isRevoked() ? List.of("true") : List.of());
        attributes.put(IndicatorFields.PATTERN_MATCH, feed.names("pattern.match"));
        attributes.put("threat.indicator.pattern.text",
                feed.line("pattern.text", PATTERN_LENGTH_MAX).stream().toList());
        attributes.put("threat.indicator.pattern.qualifier", feed.names("pattern.qualifier"));
        attributes.put("threat.indicator.pattern.problem", feed.names("pattern.problem"));
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
        Optional<Instant> stated = feed.time("valid_until");
        // What is over says so whenever it is read: it does not begin with each delivery.
        Instant from = feed.time("valid_from").orElse(stated.filter(said::isAfter).orElse(said));
        Optional<Instant> until = feed.isRevoked() ? Optional.of(stated.filter(said::isAfter).orElse(said)) : stated;
        return until.map(end -> new ValidTime(from, end.isBefore(from) ? from : end))
                .orElseGet(() -> ValidTime.since(from));
    }
}
