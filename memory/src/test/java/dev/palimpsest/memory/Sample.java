package dev.palimpsest.memory;

import dev.palimpsest.memory.claim.Claim.Instruction;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.observation.Payload.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Hand-made values that tests vary. Times are minutes after one fixed instant. */
public final class Sample {

    public static final TenantId TENANT = new TenantId("acme");
    public static final Subject ALICE = Subject.parse("user:alice");
    public static final Subject SERVER = Subject.parse("ip:10.120.8.21");
    public static final Subject OTHER = Subject.parse("ip:203.0.113.77");

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private Sample() {}

    public static Instant minute(long minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    /** The evidence of one observation, found at an offset that depends on its name only. */
    public static Evidence evidence(String observation) {
        return new Evidence(observation, "tests", "observations", 0, observation.hashCode(), null,
                new Extractor("test", 1));
    }

    /** A statement of each form, with the kind that usually goes with it, since the minute. */
    public static Statement statement(Identity.Form form, String text, long minute, TrustTier trust,
            String observation) {
        Content content = Content.Plain.of(text);
        return new Statement(TENANT, subject(form), kind(form), identity(form), content,
                ValidTime.since(minute(minute)), Occurrences.once(minute(minute)), 0.5, trust, Tlp.GREEN,
                List.of(evidence(observation)), List.of());
    }

    /** A value of Alice's language slot. */
    public static Statement slot(String text, long minute, TrustTier trust, String observation) {
        return statement(Identity.Form.SLOT, text, minute, trust, observation);
    }

    /** The same address contacted by the same server. */
    public static Statement sighting(String text, long minute, String observation) {
        return statement(Identity.Form.EDGE, text, minute, TrustTier.SENSOR_STRUCTURED, observation);
    }

    public static Statement with(Statement claim, Content content) {
        return new Statement(claim.tenant(), claim.subject(), claim.kind(), claim.identity(), content, claim.valid(),
                claim.occurrences(), claim.confidence(), claim.trust(), claim.marking(), claim.evidence(),
                claim.derivedFrom());
    }

    public static Statement with(Statement claim, ValidTime valid) {
        return new Statement(claim.tenant(), claim.subject(), claim.kind(), claim.identity(), claim.content(), valid,
                claim.occurrences(), claim.confidence(), claim.trust(), claim.marking(), claim.evidence(),
                claim.derivedFrom());
    }

    public static Statement with(Statement claim, List<MemoryRef> derivedFrom) {
        return new Statement(claim.tenant(), claim.subject(), claim.kind(), claim.identity(), claim.content(),
                claim.valid(), claim.occurrences(), claim.confidence(), claim.trust(), claim.marking(),
                claim.evidence(), derivedFrom);
    }

    public static Instruction order(Memory memory, Action action, TrustTier trust, String observation) {
        return new Instruction(memory.tenant(), memory.subject(), memory.id(), action,
                action == Action.REVISE ? "reworded by hand" : null, "because", "user:alice", minute(500), trust,
                Tlp.GREEN, List.of(evidence(observation)));
    }

    private static Subject subject(Identity.Form form) {
        return switch (form) {
            case SLOT, TEXT, EPISODE -> ALICE;
            case INDICATOR, EDGE -> OTHER;
            case STORY -> SERVER;
        };
    }

    private static Kind kind(Identity.Form form) {
        return switch (form) {
            case SLOT -> Kind.PROFILE;
            case TEXT -> Kind.SEMANTIC;
            case EPISODE -> Kind.EPISODIC;
            case INDICATOR -> Kind.INDICATOR;
            case EDGE -> Kind.RELATION;
            case STORY -> Kind.DETECTION;
        };
    }

    private static Identity identity(Identity.Form form) {
        return switch (form) {
            case SLOT -> Identity.slot("language");
            case TEXT -> Identity.text("the one sentence");
            case EPISODE -> Identity.episode("the one observation");
            case INDICATOR -> Identity.indicator("the one feed");
            case EDGE -> Identity.edge("contacted-by", SERVER);
            case STORY -> Identity.story("T1021.002|host:dc01|2026-03-01");
        };
    }
}
