package dev.palimpsest.memory.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Identity.Form;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Sample;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.observation.Payload.Action;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a statement does, for every form, status, trust, time and content: the first row that fits says. */
class StatementTableTest {

    private static final String TABLE = """
            # form       status             trust        time     content   outcome
            SLOT         *                  data         *        *         refused DATA_IS_NOT_PROFILE
            EDGE,STORY   QUARANTINED        *            *        *         reinforced
            INDICATOR    QUARANTINED        weaker       *        *         unchanged OUTRANKED
            INDICATOR    QUARANTINED        *            in-order same      unchanged KNOWN
            INDICATOR    QUARANTINED        *            *        *         revised
            *            QUARANTINED,ERASED *            *        *         unchanged NOT_CURRENT
            *            RETRACTED,EXPIRED  weaker,data  *        *         unchanged TAKEN_BACK
            SLOT         RETRACTED,EXPIRED  same         late     different noted
            SLOT         RETRACTED,EXPIRED  *            *        different superseded
            INDICATOR    RETRACTED,EXPIRED  *            in-order same      restored
            INDICATOR    RETRACTED,EXPIRED  *            *        *         revised
            EDGE,STORY   RETRACTED,EXPIRED  *            *        different revised
            *            RETRACTED,EXPIRED  *            *        *         restored
            SLOT,TEXT    CURRENT            *            *        same      reinforced
            SLOT         CURRENT            weaker       *        *         contradicted
            SLOT         CURRENT            same         late     *         noted
            SLOT         CURRENT            *            *        *         superseded
            TEXT         CURRENT            *            *        *         reinforced
            EPISODE      CURRENT            *            *        *         unchanged REDELIVERED
            INDICATOR    CURRENT            weaker       *        *         unchanged OUTRANKED
            INDICATOR    CURRENT            *            in-order same      unchanged KNOWN
            INDICATOR    CURRENT            *            *        *         revised
            EDGE,STORY   CURRENT            *            *        same      reinforced
            EDGE,STORY   CURRENT            *            *        different revised
            """;

    private static final List<List<String>> ROWS = TABLE.lines().filter(line -> !line.startsWith("#"))
            .map(line -> List.of(line.strip().split(" +", 6))).toList();

    record Case(Form form, Status status, String trust, String time, String content, String outcome) {}

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Form form : Form.values()) {
            for (Status status : Status.values()) {
                for (String trust : List.of("weaker", "same", "stronger", "data")) {
                    for (String time : List.of("late", "in-order")) {
                        for (String content : List.of("same", "different")) {
                            cases.add(new Case(form, status, trust, time, content,
                                    expected(form.name(), status.name(), trust, time, content)));
                        }
                    }
                }
            }
        }
        return cases.stream();
    }

    private static String expected(String... given) {
        return ROWS.stream().filter(row -> fits(row, given)).findFirst().orElseThrow().getLast();
    }

    private static boolean fits(List<String> row, String... given) {
        for (int i = 0; i < given.length; i++) {
            if (!row.get(i).equals("*") && !Arrays.asList(row.get(i).split(",", -1)).contains(given[i])) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldDecideAsTheTableSays(Case given) {
        Memory memory = memory(given);

        Decision decision = Ledger.decide(memory, claim(given), Sample.minute(2000));

        assertThat(Events.word(memory, decision)).isEqualTo(given.outcome());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldTurnTheMemoryCurrentOrLeaveItsStatus(Case given) {
        Memory memory = memory(given);

        if (Ledger.decide(memory, claim(given), Sample.minute(2000)) instanceof Decision.Append append) {
            Memory after = Ledger.apply(memory, append.event());

            assertThat(after.version()).isEqualTo(memory.version() + 1);
            assertThat(after.status()).isEqualTo(
                    given.outcome().equals("noted") || given.status() == Status.QUARANTINED
                            ? memory.status()
                            : Status.CURRENT);
            assertThat(after.updatedAt()).isEqualTo(Sample.minute(2000));
            assertThat(after.createdAt()).isEqualTo(memory.createdAt());
        }
    }

    private static Memory memory(Case given) {
        TrustTier trust = switch (given.trust()) {
            case "stronger" -> TrustTier.ASSISTANT;
            case "data" -> given.form() == Form.SLOT ? TrustTier.ASSISTANT : TrustTier.CURATED_FEED;
            default -> TrustTier.ANALYST;
        };
        Events events = Events.of(Sample.statement(given.form(), "value", 10, trust, "first"));
        Memory current = events.memory();
        return switch (given.status()) {
            case CURRENT -> current;
            case RETRACTED -> ordered(current, Action.RETRACT, trust);
            case QUARANTINED -> ordered(current, Action.QUARANTINE, trust);
            case EXPIRED -> Ledger.apply(current, new MemoryEvent.Expired(header(current), "over"));
            case ERASED -> Ledger.apply(current, new MemoryEvent.Erased(header(current), "asked for"));
        };
    }

    private static Memory ordered(Memory memory, Action action, TrustTier trust) {
        return Events.of(Sample.statement(memory.identity().form(), "value", 10, trust, "first"),
                Sample.order(memory, action, trust, "order")).memory();
    }

    static EventHeader header(Memory memory) {
        return new EventHeader(memory.tenant(), memory.subject(), memory.id(), memory.kind(), memory.version() + 1,
                memory.valid(), Sample.minute(1500), memory.evidence(), memory.trust(), memory.marking());
    }

    private static Statement claim(Case given) {
        TrustTier trust = switch (given.trust()) {
            case "weaker" -> TrustTier.ASSISTANT;
            case "data" -> TrustTier.CURATED_FEED;
            default -> TrustTier.ANALYST;
        };
        Statement same = Sample.statement(given.form(), "value", given.time().equals("late") ? 5 : 20, trust, "next");
        if (given.content().equals("same")) {
            return same;
        }
        return Sample.with(same, Content.Plain.of("other").withAttribute("destination.port", "443"));
    }
}
