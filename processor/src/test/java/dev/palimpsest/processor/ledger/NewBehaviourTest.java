package dev.palimpsest.processor.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.ledger.Decision;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.processor.extract.event.Logons;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NewBehaviourTest {

    private static final Instant START = Instant.parse("2026-03-02T09:30:00Z");
    private static final Instant LATER = START.plus(Duration.ofDays(20));

    private final Memory usual = memory(null, logon("svc-backup", "host:fs01", START, 40, "09-12", "3"));

    @Test
    void shouldNoticeTheFirstLogonToAMachineWhenTheAccountIsKnown() {
        Statement logon = logon("svc-backup", "host:dc01", LATER, 1, "09-12", "3");

        Optional<Statement> found = NewBehaviour.of(null, memory(null, logon), logon, List.of(usual));

        assertThat(found).hasValueSatisfying(detection -> {
            Content.Plain content = detection.content().plain().orElseThrow();
            assertThat(detection.kind()).isEqualTo(Kind.DETECTION);
            assertThat(content.all("behaviour.new")).containsExactly("host");
            assertThat(content.all("behaviour.usual_hosts")).containsExactly("fs01");
            assertThat(content.text()).contains("svc-backup", "dc01", "fs01");
        });
    }

    @Test
    void shouldNoticeAnotherTimeOfDayAndTypeOnAUsualMachine() {
        Statement logon = logon("svc-backup", "host:fs01", LATER, 1, "00-03", "10");

        Optional<Statement> found = NewBehaviour.of(usual, memory(usual, logon), logon, List.of(usual));

        assertThat(found).hasValueSatisfying(detection -> assertThat(
                detection.content().plain().orElseThrow().all("behaviour.new"))
                .containsExactly(Logons.TIME_OF_DAY, Logons.TYPE));
    }

    @Test
    void shouldNoticeNothingWhenEverythingIsAsUsual() {
        Statement logon = logon("svc-backup", "host:fs01", LATER, 1, "09-12", "3");

        assertThat(NewBehaviour.of(usual, memory(usual, logon), logon, List.of(usual))).isEmpty();
    }

    @Test
    void shouldNoticeNothingOfAnAccountThatIsHardlyKnown() {
        Memory rare = memory(null, logon("svc-backup", "host:fs01", START, 3, "09-12", "3"));
        Statement logon = logon("svc-backup", "host:dc01", LATER, 1, "09-12", "3");
        Statement early = logon("svc-backup", "host:dc01", START.plus(Duration.ofDays(1)), 1, "09-12", "3");

        assertThat(NewBehaviour.of(null, memory(null, logon), logon, List.of(rare))).isEmpty();
        assertThat(NewBehaviour.of(null, memory(null, early), early, List.of(usual))).isEmpty();
    }

    @Test
    void shouldJudgeNoHabitsOfAnAccountWhoseOwnAreBeingLearntAnew() {
        Statement logon = logon("svc-backup", "host:fs01", LATER, 1, "00-03", "10");
        Memory before = usual.saying(usual.content().plain().orElseThrow().under(
                "00112233445566778899aabbccddeeff-relation-" + LATER.minus(Duration.ofDays(6)).getEpochSecond()
                        + "-acme.1"));

        assertThat(NewBehaviour.of(before, memory(usual, logon), logon, List.of(before))).isEmpty();
    }

    @Test
    void shouldNotConcernMachinesThatLogOnEverywhere() {
        Memory machine = memory(null, logon("srv-app01$", "host:dc01", LATER, 1, "09-12", "3"));

        assertThat(NewBehaviour.concerns(machine, created(null, logon("srv-app01$", "host:dc01", LATER, 1, "", ""))))
                .isFalse();
        assertThat(NewBehaviour.concerns(usual, created(null, logon("svc-backup", "host:dc01", LATER, 1, "", ""))))
                .isTrue();
    }

    private static Statement logon(String account, String host, Instant at, long count, String time, String type) {
        Content.Plain content = Content.Plain.of(account + " logged on to " + host)
                .withAttribute(Logons.TIME_OF_DAY, time).withAttribute(Logons.TYPE, type);
        return new Statement(new TenantId("acme"), Subject.parse("account:" + account), Kind.RELATION,
                Identity.edge("logged-on-to", Subject.parse(host)), content, ValidTime.since(at),
                new Occurrences(at, at, count), 0.9, TrustTier.SENSOR_STRUCTURED, Tlp.AMBER,
                List.of(new Evidence("o-" + at + host + time, "tests", "observations", 0, 1, null,
                        new Extractor("sightings", 1))),
                List.of());
    }

    private static Memory memory(@Nullable Memory before, Statement claim) {
        return Ledger.apply(before, created(before, claim));
    }

    private static MemoryEvent created(@Nullable Memory before, Statement claim) {
        return ((Decision.Append) Ledger.decide(before, claim, LATER)).event();
    }
}
