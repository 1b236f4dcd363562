package dev.palimpsest.processor.extract.conversation;

import static dev.palimpsest.processor.extract.conversation.Turns.ALICE;
import static dev.palimpsest.processor.extract.conversation.Turns.SAID_AT;
import static dev.palimpsest.processor.extract.conversation.Turns.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Span;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload.Action;
import dev.palimpsest.memory.observation.Payload.ConversationTurn;
import dev.palimpsest.memory.observation.Payload.Event;
import dev.palimpsest.memory.observation.Payload.Role;
import dev.palimpsest.processor.extract.Observed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConversationClaimsTest {

    private static final Subject SESSION = Subject.parse("run:s-1");
    private static final Subject BOT = Subject.parse("agent:triage-bot");

    @Test
    void shouldKeepTheTurnWordForWord() {
        Observed observed = Turns
                .observed(new ConversationTurn(ALICE, Role.USER, "Was T1021.002 used by Cobalt Strike on 10.1.2.3?",
                        SESSION, List.of(BOT), Map.of("channel", "web"), true));

        Claim.Statement episode = (Claim.Statement) ConversationClaims.of(observed).getFirst();

        Content.Plain content = (Content.Plain) episode.content();
        assertThat(episode.kind()).isEqualTo(Kind.EPISODIC);
        assertThat(episode.identity()).isEqualTo(Identity.episode(observed.observation().id().value()));
        assertThat(episode.trust()).isEqualTo(TrustTier.ANALYST);
        assertThat(content.text()).isEqualTo("Was T1021.002 used by Cobalt Strike on 10.1.2.3?");
        assertThat(content.attributes()).containsOnly(Map.entry("metadata.channel", List.of("web")),
                Map.entry("role", List.of("user")), Map.entry("session", List.of("run:s-1")));
        assertThat(content.entities()).containsExactlyInAnyOrder(SESSION, BOT, Subject.parse("ip:10.1.2.3"),
                Subject.parse("technique:T1021.002"), Subject.parse("malware:cobalt-strike"));
        assertThat(content.categories()).containsExactly("conversation");
        assertThat(episode.evidence()).singleElement()
                .satisfies(evidence -> assertThat(evidence.offset()).isEqualTo(42));
    }

    /** The turn itself comes with {@code CLEAR}. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TLP:RED I am watching 10.120.8.21.                           | RED
            I am watching 10.120.8.21 (tlp:amber+strict, else TLP:GREEN). | AMBER_STRICT
            TLP:AMBER。请持续关注 10.120.8.21                             | AMBER
            [TLP:RED] I am watching 10.120.8.21.                         | RED
            I am watching 10.120.8.21.                                   | CLEAR
            TLPs are dull. I am watching 10.120.8.21.                    | CLEAR
            """)
    void shouldMarkAllThatIsRememberedByTheStrictestMarkOfTheTurn(String text, Tlp mark) {
        assertThat(ConversationClaims.of(Turns.said(text))).hasSizeGreaterThan(1)
                .allSatisfy(claim -> assertThat(claim.marking()).isEqualTo(mark));
    }

    @Test
    void shouldNotOpenWhatIsSaidByAMarkInTheText() {
        Observed said = Turns.said("TLP:CLEAR I am watching 10.120.8.21.");
        Observation own = said.observation();
        Observed amber = new Observed(new Observation(own.id(), own.tenant(), own.source(), own.trust(), Tlp.AMBER,
                SAID_AT, SAID_AT, own.payload()), said.topic(), said.partition(), said.offset());

        assertThat(ConversationClaims.of(amber)).allSatisfy(claim -> assertThat(claim.marking()).isEqualTo(Tlp.AMBER));
    }

    @ParameterizedTest
    @EnumSource(names = "USER", mode = EnumSource.Mode.EXCLUDE)
    void shouldStateNothingForWhoeverIsNoPerson(Role role) {
        List<Claim> claims = ConversationClaims.of(Turns.observed(new ConversationTurn(ALICE, role,
                "I usually handle Cobalt Strike cases.", null, List.of(), Map.of(), true)));

        assertThat(claims).singleElement().satisfies(claim -> assertThat(claim.trust()).isEqualTo(TrustTier.ASSISTANT));
    }

    @Test
    void shouldOnlyKeepTheTurnWhereTheCallerWantsNothingInferred() {
        assertThat(
                ConversationClaims.of(Turns.observed(new ConversationTurn(ALICE, Role.USER, "Please answer in Chinese.",
                        null, List.of(), Map.of(), false))))
                .hasSize(1);
    }

    @Test
    void shouldStateNothingAboutWhatIsNoActor() {
        assertThat(ConversationClaims.of(Turns.observed(new ConversationTurn(Subject.parse("host:dc01"), Role.USER,
                "Please answer in Chinese.", null, List.of(), Map.of(), true)))).hasSize(1);
    }

    @Test
    void shouldLeaveOtherPayloadsAlone() {
        assertThat(ConversationClaims.of(Turns.observed(new Event("line", new TreeMap<>(), "I watch 10.1.2.3"))))
                .isEmpty();
    }

    @Test
    void shouldPutAWatchedServerOnTheProfile() {
        Claim.Statement claim = (Claim.Statement) Turns.statements("我重点关注 10.120.8.21 这台服务器。").getFirst();

        Content.Plain content = (Content.Plain) claim.content();
        assertThat(claim.subject()).isEqualTo(ALICE);
        assertThat(claim.kind()).isEqualTo(Kind.PROFILE);
        assertThat(claim.identity()).isEqualTo(Identity.ownEdge("watches", Subject.parse("ip:10.120.8.21")));
        assertThat(content.text()).isEqualTo("关注 10.120.8.21");
        assertThat(content.first("watches")).contains("ip:10.120.8.21");
        assertThat(content.entities()).containsExactly(Subject.parse("ip:10.120.8.21"));
        assertThat(content.categories()).containsExactly("watch-list");
        assertThat(claim.valid().from()).isEqualTo(SAID_AT);
        assertThat(claim.evidence().getFirst().span()).isEqualTo(new Span("text", 0, 17));
    }

    @Test
    void shouldTakeAServerOffTheWatchListByTheMemoryThatPutItThere() {
        Claim.Statement added = (Claim.Statement) Turns.statements("Please keep an eye on 10.120.8.21.").getFirst();

        Claim.Instruction removed = (Claim.Instruction) Turns.statements("不用再看 10.120.8.21 了。").getFirst();

        assertThat(removed.action()).isEqualTo(Action.RETRACT);
        assertThat(removed.memory()).isEqualTo(added.memory()).isEqualTo(MemoryId.of(TENANT, ALICE, Kind.PROFILE,
                Identity.ownEdge("watches", Subject.parse("ip:10.120.8.21"))));
        assertThat(removed.trust()).isEqualTo(TrustTier.ANALYST);
        assertThat(removed.since()).isEqualTo(SAID_AT);
        assertThat(removed.actor()).isEqualTo("user:alice");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            I prefer findings by ATT&CK technique. | PROFILE | preference | prefers findings arranged by ATT&CK technique
            我喜欢按 ATT&CK 技术整理结果           | PROFILE | preference | 喜欢按 ATT&CK 技术整理结果
            Please answer in Chinese.              | PROFILE | preference | prefers answers in Chinese
            我经常处理 Cobalt Strike 的案子        | PROFILE | habit      | 经常处理 Cobalt Strike 相关案件
            I mostly handle phishing.              | PROFILE | habit      | often works on phishing cases
            I am a tier-2 analyst on the night shift. | PROFILE | role    | works as a tier-2 analyst on the night shift
            我是二线分析师                         | PROFILE | role       | 是二线分析师
            We decided to isolate FS02.            | SEMANTIC | decision  | decided to isolate FS02
            10.1.2.3 是我们的关键服务器。          | SEMANTIC | asset     | 10.1.2.3 是我们的关键服务器
            Check 10.1.2.3. It's our key server.   | SEMANTIC | asset     | 10.1.2.3 is our key server
            """)
    void shouldWordWhatIsRememberedInTheLanguageOfTheTurn(String said, Kind kind, String category, String text) {
        Claim.Statement claim = (Claim.Statement) Turns.statements(said).getFirst();

        assertThat(claim.kind()).isEqualTo(kind);
        assertThat(((Content.Plain) claim.content()).text()).isEqualTo(text);
        assertThat(((Content.Plain) claim.content()).categories()).containsExactly(category);
    }

    @Test
    void shouldLetTheLastWordStand() {
        assertThat(Turns
                .statements("Answer in English. Watch 10.1.2.3. No, answer in Chinese. And stop watching 10.1.2.3."))
                .extracting(Turns::brief).containsExactly("language=zh", "RETRACT");
    }

    @Test
    void shouldCutAtTheLimitWithoutHalvingASign() {
        String text = "x".repeat(Limits.TEXT_LENGTH_MAX - 1) + "😀 I watch 10.1.2.3.";

        Claim.Statement episode = (Claim.Statement) ConversationClaims.of(Turns.said(text)).getFirst();

        assertThat(((Content.Plain) episode.content()).text()).hasSize(Limits.TEXT_LENGTH_MAX - 1);
    }

    @Test
    void shouldStayWithinItsBoundsOnATurnFullOfStatements() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            text.append("Watch 10.1.").append(i / 250).append('.').append(i % 250).append(".\n");
        }

        assertThat(ConversationClaims.of(Turns.said(text.toString()))).hasSize(ConversationClaims.CLAIMS_MAX);
    }

    @Test
    void shouldNotTakePrivateUseSignsForThingsNamed() {
        assertThat(Turns.statements("I watch \ue000. 我关注\ue000。 10.1.2.3")).isEmpty();
    }
}
