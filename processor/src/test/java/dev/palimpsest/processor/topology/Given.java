package dev.palimpsest.processor.topology;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.processor.extract.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** What the tests of the stream put in. Times are minutes after one fixed instant. */
final class Given {

    static final TenantId ACME = new TenantId("acme");
    static final TenantId OTHER = new TenantId("other");
    static final Subject SERVER = Subject.parse("ip:10.120.8.21");
    static final Subject BAD = Subject.parse("ip:203.0.113.77");
    static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private Given() {}

    static Instant minute(long minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    /** An event whose format tells {@link #claims} what to make of it. */
    static Observation observation(TenantId tenant, String format, String id, long minute) {
        return new Observation(ObservationId.of(tenant, "test", id), tenant, "test", TrustTier.SENSOR_STRUCTURED,
                Tlp.GREEN, minute(minute), minute(minute), new Payload.Event(format, new TreeMap<>(), "raw " + id));
    }

    /** A stand-in for extraction: one claim for each event, or a failure. */
    static List<Claim> claims(Observed observed) {
        Observation observation = observed.observation();
        if (!(observation.payload() instanceof Payload.Event event)) {
            return List.of();
        }
        Evidence evidence = observed.evidence(null, new Extractor("test", 1));
        return switch (event.format()) {
            case "sighting" -> List.of(statement(observation.tenant(), BAD, Kind.RELATION,
                    Identity.edge("contacted-by", SERVER), "seen", observation.occurredAt(), evidence));
            case "profile" -> List.of(statement(observation.tenant(), Subject.parse("user:alice"), Kind.PROFILE,
                    Identity.slot("language"), "zh", observation.occurredAt(), evidence));
            case "throws" -> throw new IllegalStateException("a bug that quotes S3cret");
            case "deep" -> throw new StackOverflowError();
            default -> throw new AssertionError("no such event in these tests: " + event.format());
        };
    }

    static Statement sighting(TenantId tenant, Subject by, long minute, String observation) {
        return statement(tenant, BAD, Kind.RELATION, Identity.edge("contacted-by", by),
                BAD.name() + " was contacted by " + by.name(), minute(minute), evidence(observation));
    }

    static Statement indicator(TenantId tenant, String feed, String observation) {
        Statement plain = statement(tenant, BAD, Kind.INDICATOR, Identity.indicator(feed), "C2 (" + feed + ")",
                minute(0), evidence(observation));
        Content content = Content.Plain.of("C2 (" + feed + ")").withAttribute("threat.software.name", "Cobalt Strike")
                .withEntities(List.of(Subject.parse("malware:cobalt-strike")));
        return new Statement(tenant, plain.subject(), plain.kind(), plain.identity(), content, plain.valid(),
                plain.occurrences(), 0.9, TrustTier.CURATED_FEED, Tlp.AMBER, plain.evidence(), List.of());
    }

    /** An indicator that is a network. */
    static Statement network(TenantId tenant, String network, String observation) {
        Statement address = indicator(tenant, "networks", observation);
        return new Statement(tenant, Subject.parse("cidr:" + network), address.kind(), address.identity(),
                address.content(), address.valid(), address.occurrences(), address.confidence(), address.trust(),
                address.marking(), address.evidence(), List.of());
    }

    /** That an address was contacted. */
    static Statement contact(TenantId tenant, String address, long minute, String observation) {
        return statement(tenant, Subject.parse("ip:" + address), Kind.RELATION, Identity.edge("contacted-by", SERVER),
                address + " was contacted by " + SERVER.name(), minute(minute), evidence(observation));
    }

    static Statement until(Statement claim, Instant end) {
        return new Statement(claim.tenant(), claim.subject(), claim.kind(), claim.identity(), claim.content(),
                claim.valid().until(end), claim.occurrences(), claim.confidence(), claim.trust(), claim.marking(),
                claim.evidence(), claim.derivedFrom());
    }

    static Statement slot(TenantId tenant, String value, long minute, String observation) {
        return slot(tenant, value, minute, observation, TrustTier.ANALYST);
    }

    static Statement slot(TenantId tenant, String value, long minute, String observation, TrustTier trust) {
        Statement said = statement(tenant, Subject.parse("user:alice"), Kind.PROFILE, Identity.slot("language"), value,
                minute(minute), evidence(observation));
        return new Statement(tenant, said.subject(), said.kind(), said.identity(), said.content(), said.valid(),
                said.occurrences(), said.confidence(), trust, Tlp.GREEN, said.evidence(), List.of());
    }

    private static Evidence evidence(String observation) {
        return new Evidence(observation, "tests", "observations", 0, 1, null, new Extractor("test", 1));
    }

    private static Statement statement(TenantId tenant, Subject subject, Kind kind, Identity identity, String text,
            Instant at, Evidence evidence) {
        return new Statement(tenant, subject, kind, identity, Content.Plain.of(text), ValidTime.since(at),
                Occurrences.once(at), 0.6, TrustTier.SENSOR_STRUCTURED, Tlp.GREEN, List.of(evidence), List.of());
    }
}
