package dev.palimpsest.query.brief;

import dev.palimpsest.index.inmemory.InMemoryMemoryIndex;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.Support;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.observables.attack.Attack;
import dev.palimpsest.observables.attack.Tactic;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Memories made by hand, as the ledger would make them, in an index in memory. */
final class Remembered {

    static final TenantId TENANT = new TenantId("acme");
    static final Instant NOW = Instant.parse("2026-11-22T15:00:00Z");

    final InMemoryMemoryIndex index = new InMemoryMemoryIndex();
    private TenantId tenant = TENANT;
    private TrustTier trust = TrustTier.ANALYST;
    private double confidence = 0.8;
    private Status status = Status.CURRENT;
    private int observations;

    static Subject subject(String text) {
        return Subject.parse(text);
    }

    Remembered as(TenantId other) {
        tenant = other;
        return this;
    }

    Remembered trusted(TrustTier tier, double sure) {
        trust = tier;
        confidence = sure;
        return this;
    }

    Remembered with(Status other) {
        status = other;
        return this;
    }

    Memory watch(String asker, String target) {
        Content.Plain content = Content.Plain.of("watches " + subject(target).name()).withAttribute("watches", target)
                .withEntities(List.of(subject(target))).withCategories("watch-list");
        return put(subject(asker), Kind.PROFILE, Identity.edge("watches", subject(target)), content, at("09:00"));
    }

    Memory habit(String asker, String target) {
        Content.Plain content = Content.Plain.of("often works on " + subject(target).name())
                .withEntities(List.of(subject(target))).withCategories("habit");
        return put(subject(asker), Kind.PROFILE, Identity.edge("works-on", subject(target)), content, at("09:01"));
    }

    Memory slot(String asker, String name, String value, String text) {
        return put(subject(asker), Kind.PROFILE, Identity.slot(name),
                Content.Plain.of(text).withAttribute(name, value).withCategories("preference"), at("09:02"));
    }

    Memory said(String asker, String text, String... entities) {
        return put(subject(asker), Kind.EPISODIC, Identity.episode("turn" + observations), Content.Plain.of(text)
                .withEntities(subjects(entities)).withCategories("conversation"), at("09:30"));
    }

    Memory fact(String who, String category, String text, String... entities) {
        return put(subject(who), Kind.SEMANTIC, Identity.text(text),
                Content.Plain.of(text).withEntities(subjects(entities)).withCategories(category), at("10:00"));
    }

    Memory hasAddress(String host, String ip) {
        return put(subject(host), Kind.RELATION, Identity.edge("has-address", subject(ip)), Content.Plain
                .of(subject(host).name() + " has address " + subject(ip).name()).withEntities(subjects(ip)),
                at("08:00"));
    }

    Memory uses(String malware, String technique) {
        return put(subject(malware), Kind.RELATION, Identity.edge("uses", subject("technique:" + technique)),
                Content.Plain.of(malware + " uses " + technique).withEntities(subjects("technique:" + technique))
                        .withCategories("intelligence"),
                at("07:00"));
    }

    Memory indicator(String subject, String source, String software, String description) {
        Content.Plain content = Content.Plain.of(subject + " " + description + " (" + source + ")")
                .withAttribute("threat.software.name", software)
                .withAttribute("threat.indicator.description", description)
                .withEntities(subjects("malware:" + Names.slug(software))).withCategories("indicator");
        return put(subject(subject), Kind.INDICATOR, Identity.indicator(source), content, at("07:30"));
    }

    Memory detection(String technique, String source, String target, String rule, Occurrences when, String... more) {
        return put(subject(source), Kind.DETECTION, story(technique, target, when),
                detected(technique, source, target, rule, more), when);
    }

    /** What the ledger concludes where a sighting meets an indicator. */
    Memory contact(String machine, Memory indicator, Occurrences when) {
        Memory sighting = put(indicator.subject(), Kind.RELATION, Identity.edge("contacted-by", subject(machine)),
                Content.Plain.of(indicator.subject().name() + " was contacted by " + machine)
                        .withEntities(subjects(machine)),
                when);
        Content.Plain content = detected("T1071", machine, indicator.subject().toString(),
                "Contact with a listed address");
        List<Subject> entities = new ArrayList<>(content.entities());
        entities.addAll(indicator.content().plain().orElseThrow().entities());
        return put(subject(machine), Kind.DETECTION, story("T1071", indicator.subject().toString(), when),
                content.withEntities(entities), when, indicator.ref(), sighting.ref());
    }

    private static Identity story(String technique, String target, Occurrences when) {
        return Identity.story(technique + "|" + target + "|" + when.first().atZone(ZoneOffset.UTC).toLocalDate());
    }

    private static Content.Plain detected(String technique, String source, String target, String rule, String... more) {
        TreeMap<String, List<String>> attributes = new TreeMap<>();
        attributes.put("threat.technique.id", List.of(technique));
        attributes.put("rule.name", List.of(rule));
        attributes.put("event.format", List.of("zeek"));
        attributes.put("threat.tactic", Attack.technique(technique).orElseThrow().tactics().stream()
                .map(Tactic::shortName).toList());
        List<Subject> entities = new ArrayList<>(subjects(source, target, "technique:" + technique));
        entities.addAll(subjects(more));
        return new Content.Plain(rule + " (" + technique + ") from " + source + " on " + target, attributes, entities,
                List.of("detection"));
    }

    /** Counted occurrences between two times of a day, such as {@code "11-22 01:10"} and {@code "11-22 02:13"}. */
    static Occurrences seen(String first, String last, long count) {
        return new Occurrences(time(first), time(last), count);
    }

    private static Instant time(String monthDayTime) {
        return Instant.parse("2026-" + monthDayTime.replace(' ', 'T') + ":00Z");
    }

    private static Occurrences at(String time) {
        return Occurrences.once(Instant.parse("2026-11-20T" + time + ":00Z"));
    }

    private static List<Subject> subjects(String... texts) {
        return List.of(texts).stream().map(Subject::parse).distinct().toList();
    }

    private Memory put(Subject subject, Kind kind, Identity identity, Content content, Occurrences when,
            MemoryRef... derivedFrom) {
        MemoryId id = MemoryId.of(tenant, subject, kind, identity);
        long version = index.get(tenant, id).map(Memory::version).orElse(0L) + 1;
        Evidence evidence = new Evidence("observation" + observations++, "tests", "palimpsest.observations.v1", 0,
                observations,
                null, new Extractor("by-hand", 1));
        Memory memory = new Memory(id, tenant, subject, kind, identity, version, status, content,
                ValidTime.since(when.first()), when, confidence, trust, Tlp.GREEN, Support.of(List.of(evidence)),
                List.of(evidence),
                List.of(derivedFrom), when.first(), when.last());
        index.write(List.of(memory));
        return memory;
    }

    Briefing ask(String asker, String text) {
        return ask(asker, text, BriefRequest.TOKENS_USUAL, Optional.empty());
    }

    Briefing ask(String asker, String text, int tokens, Optional<Language> language) {
        return new Briefer(index).brief(new BriefRequest(TENANT, subject(asker), text, tokens, language, NOW,
                BriefRequest.Scope.ALL));
    }
}
