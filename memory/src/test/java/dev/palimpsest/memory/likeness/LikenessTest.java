package dev.palimpsest.memory.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Embedding;
import dev.palimpsest.memory.Identity.Form;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Sample;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.memory.ledger.Decision;
import dev.palimpsest.memory.likeness.Likeness.Candidate;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must be the same besides the vectors. The vectors themselves are measured where the models are. */
class LikenessTest {

    private static final Likeness LIKENESS = new Likeness(Map.of("model", 0.9), 4);
    private static final Embedding VECTOR = Embedding.of("model@1", new float[]{1, 0});

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            The scanner is 10.0.5.9.              | The scanner is 10.0.5.19.
            Logs are kept for 90 days.            | Logs are kept for 30 days.
            Logs are kept for ninety days.        | Logs are kept for thirty days.
            Analysts may isolate servers.         | Analysts must never isolate servers.
            The host is compromised.              | The host isn't compromised.
            Is the host compromised?              | The host is compromised.
            The firewall allows inbound RDP.      | The firewall allows outbound RDP.
            The red team audits the blue team.    | The blue team audits the red team.
            The proxy sends logs to the store.    | Logs are sent by the store to the proxy.
            Restart the mail server.              | Restart the web server.
            Berlin hosts the vault.               | The vault is hosted in Paris.
            三台主机失陷。                          | 五台主机失陷。
            分析师可以隔离服务器。                    | 分析师不可以隔离服务器。
            主机已失陷。                            | 主机可能已失陷。
            """)
    void shouldTellStatementsApartThatReadMuchTheSame(String one, String other) {
        assertThat(Likeness.mayBeSame(one, other)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            The jump host is called bastion02.             | bastion02 is the name of the jump host.
            Three hosts beaconed to evil.example.          | Beacons to evil.example came from 3 hosts.
            Attachments are quarantined by the gateway.    | The gateway quarantines attachments.
            三台主机向 evil.example 发送心跳。                | 有 3 台主机在给 evil.example 发心跳。
            """)
    void shouldLeaveItToTheModelWhereNothingForbidsIt(String one, String other) {
        assertThat(Likeness.mayBeSame(one, other)).isTrue();
    }

    @Property
    void shouldNotDependOnWhichCameFirst(@ForAll("sentences") String one, @ForAll("sentences") String other) {
        assertThat(Likeness.mayBeSame(one, other)).isEqualTo(Likeness.mayBeSame(other, one));
    }

    @Provide
    Arbitrary<String> sentences() {
        return Arbitraries.of("the", "proxy", "sends", "by", "Berlin", "not", "10.0.0.1", "dc01", "three", "3", "may",
                "web", "logs", "主机", "不", "由", "三", "?", ".", "fails", "each").list().ofMaxSize(9)
                .map(words -> String.join(" ", words));
    }

    @Test
    void shouldMergeWithTheSameWordsAndANearVector() {
        assertThat(LIKENESS.sameAs(said("bastion02 is the name of the jump host.", VECTOR), known(VECTOR)))
                .map(Memory::id).contains(memory().id());
    }

    @Test
    void shouldNotMergeBelowTheThresholdNorByAnotherModelNorWithoutAVector() {
        String same = "bastion02 is the name of the jump host.";

        assertThat(LIKENESS.sameAs(said(same, VECTOR), known(Embedding.of("model@1", new float[]{0.8f, 0.6f}))))
                .isEmpty();
        assertThat(LIKENESS.sameAs(said(same, VECTOR), known(Embedding.of("model@2", new float[]{1, 0})))).isEmpty();
        Embedding unmeasured = Embedding.of("other@1", new float[]{1, 0});
        assertThat(LIKENESS.sameAs(said(same, unmeasured), known(unmeasured))).isEmpty();
        assertThat(LIKENESS.sameAs(Sample.statement(Form.TEXT, same, 20, TrustTier.ANALYST, "b"), known(VECTOR)))
                .isEmpty();
    }

    @Test
    void shouldNotMergeWhereTheEntitiesDiffer() {
        Statement other = said("bastion02 is the name of the jump host.", VECTOR);

        assertThat(LIKENESS.sameAs(other.saying(Content.Plain.of("bastion02 is the name of the jump host.")
                .withEntities(List.of(Sample.SERVER))), known(VECTOR))).isEmpty();
    }

    @Test
    void shouldReadBackAVectorAsItWas() {
        Embedding vector = Embedding.of("model@1", new float[]{0.1f, -0.7f, Float.MIN_VALUE});

        assertThat(Embedding.parse(vector.toText())).isEqualTo(vector);
    }

    private static Statement said(String text, Embedding vector) {
        return Sample.with(Sample.statement(Form.TEXT, text, 20, TrustTier.ANALYST, "b"), Content.Plain.of(text))
                .embedded(vector);
    }

    private static List<Candidate> known(Embedding vector) {
        return List.of(new Candidate(memory(), vector));
    }

    private static Memory memory() {
        Statement first = Sample.statement(Form.TEXT, "The jump host is called bastion02.", 10, TrustTier.ANALYST, "a");
        Decision.Append created = (Decision.Append) Ledger.decide(null, first, Sample.minute(1000));
        Memory memory = Ledger.apply(null, created.event());
        assertThat(memory.status()).isEqualTo(Status.CURRENT);
        return memory;
    }
}
