package dev.palimpsest.memory.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Identity.Form;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Protection;
import dev.palimpsest.memory.Sample;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a statement does, for every form, status, trust, time and content: the first row that fits says. */
class StatementTableTest {

    private static final String TABLE = """
            # form         status              protection trust       time     content   outcome
            SLOT           *                   *          data        *        *         refused DATA_IS_NOT_PROFILE
            INDICATOR      CURRENT,QUARANTINED immutable  *           *        *         unchanged IMMUTABLE
            EDGE,STORY     QUARANTINED         *          *           *        *         reinforced
            INDICATOR      QUARANTINED         *          weaker      *        *         unchanged OUTRANKED
            INDICATOR      QUARANTINED         *          *           in-order same      unchanged KNOWN
            INDICATOR      QUARANTINED         *          *           *        *         revised
            *              QUARANTINED,ERASED  *          *           *        *         unchanged NOT_CURRENT
            *              RETRACTED           *          weaker,data *        *         unchanged TAKEN_BACK
            SLOT           RETRACTED           *          same        late     different noted
            SLOT           RETRACTED           *          *           *        different superseded
            INDICATOR      RETRACTED           *          *           in-order same      restored
            INDICATOR      RETRACTED           *          *           *        *         revised
            EDGE,STORY     RETRACTED           *          *           *        different revised
            *              RETRACTED           *          *           *        *         restored
            *              EXPIRED             *          weaker      *        *         unchanged OUTRANKED
            SLOT           EXPIRED             *          same        late     different noted
            SLOT           EXPIRED             *          *           *        different superseded
            EPISODE        EXPIRED             *          *           *        *         unchanged REDELIVERED
            INDICATOR      EXPIRED             *          *           in-order same      unchanged KNOWN
            INDICATOR      EXPIRED             *          *           *        *         revised
            EDGE,STORY     EXPIRED             *          *           *        different revised
            *              EXPIRED             *          *           *        *         reinforced+restored
            SLOT           CURRENT             *          *           *        same      reinforced
            SLOT           CURRENT             immutable  *           *        different contradicted
            EDGE,STORY     CURRENT             immutable  *           *        *         reinforced
            TEXT           CURRENT             *          *           *        *         reinforced
            SLOT           CURRENT             *          weaker      *        *         contradicted
            SLOT           CURRENT             *          same        late     *         noted
            SLOT           CURRENT             *          *           *        *         superseded
            EPISODE        CURRENT             *          *           *        *         unchanged REDELIVERED
            INDICATOR      CURRENT             *          weaker      *        *         unchanged OUTRANKED
            INDICATOR      CURRENT             *          *           in-order same      unchanged KNOWN
            INDICATOR      CURRENT             *          *           *        *         revised
            EDGE,STORY     CURRENT             *          *           *        same      reinforced
            EDGE,STORY     CURRENT             *          *           *        different revised
            """;

    private static final List<List<String>> ROWS = TABLE.lines().filter(line -> !line.startsWith("#"))
            .map(line -> List.of(line.strip().split(" +", 7))).toList();

    /** What is immutable neither expires nor is retracted. */
    private static final Map<Status, List<String>> PROTECTIONS = Map.of(Status.CURRENT,
            List.of("none", "pinned", "immutable"), Status.QUARANTINED, List.of("none", "pinned", "immutable"));

    record Case(Form form, Status status, String protection, String trust, String time, String content,
            String outcome) {}

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Form form : Form.values()) {
            for (Status status : Status.values()) {
                for (String protection : PROTECTIONS.getOrDefault(status, List.of("none", "pinned"))) {
                    for (String trust : List.of("weaker", "same", "stronger", "data")) {
                        for (String time : List.of("late", "in-order")) {
                            for (String content : List.of("same", "different")) {
                                cases.add(new Case(form, status, protection, trust, time, content, expected(form.name(),
                                        status.name(), protection, trust, time, content)));
                            }
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
            Memory first = Ledger.apply(memory, append.event());
            Memory after = append.then() == null ? first : Ledger.apply(first, append.then());

            assertThat(after.version()).isEqualTo(memory.version() + (append.then() == null ? 1 : 2));
            assertThat(after.protection()).isEqualTo(memory.protection());
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
        Memory current = protect(events.memory(), given.protection());
        return switch (given.status()) {
            case CURRENT -> current;
            case RETRACTED -> Ledger.apply(current, new MemoryEvent.Retracted(header(current), "order"));
            case QUARANTINED -> Ledger.apply(current, new MemoryEvent.Quarantined(header(current), "order"));
            case EXPIRED -> Ledger.apply(current, new MemoryEvent.Expired(header(current), "over"));
            case ERASED -> Ledger.apply(current, new MemoryEvent.Erased(header(current), "asked for"));
        };
    }

    private static Memory protect(Memory memory, String protection) {
        return protection.equals("none")
                ? memory
                : Ledger.apply(memory, new MemoryEvent.Protected(header(memory),
                        Protection.valueOf(protection.toUpperCase(Locale.ROOT)), ""));
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
