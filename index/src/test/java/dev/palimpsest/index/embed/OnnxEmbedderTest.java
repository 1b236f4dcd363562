package dev.palimpsest.index.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palimpsest.index.embed.BilingualEmbedder.Language;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With the real weights. */
class OnnxEmbedderTest {

    private static BilingualEmbedder bundled;

    @BeforeAll
    static void load() {
        bundled = BilingualEmbedder.bundled();
    }

    @AfterAll
    static void close() {
        bundled.close();
    }

    @Test
    void shouldNameItsWeights() {
        Embedder english = bundled.model(Language.ENGLISH);
        assertThat(english.model()).isEqualTo("bge-small-en-v1.5-q");
        assertThat(english.fingerprint()).startsWith("6c9c6101a956d62dfb5e");
        assertThat(bundled.model(Language.CHINESE).fingerprint()).startsWith("15b717c382bcb518ba45");
    }

    @Test
    void shouldMakeUnitVectorsOfTheModelsDimension() {
        for (Language language : Language.values()) {
            float[] vector = bundled.model(language).embed("beacon 信标");
            assertThat(vector).hasSize(bundled.model(language).dimension());
            assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void shouldPutAParaphraseNearerThanAnotherTopic() {
        assertThat(cosine(Language.ENGLISH, "The attacker moved laterally with admin shares",
                "Lateral movement over SMB was seen")).isGreaterThan(cosine(Language.ENGLISH,
                        "The attacker moved laterally with admin shares", "The cafeteria serves soup on Monday"));
        assertThat(cosine(Language.CHINESE, "攻击者进行了横向移动", "发现了内网横向渗透"))
                .isGreaterThan(cosine(Language.CHINESE, "攻击者进行了横向移动", "食堂周一供应汤"));
    }

    @Test
    void shouldGiveTheSameVectorAloneInACrowdAndOnManyThreads() {
        Embedder direct = OnnxEmbedder.load(BundledModel.CHINESE);
        try (direct) {
            float[] alone = direct.embed("攻击者进行了横向移动");
            List<float[]> crowd = direct.embedAll(Collections.nCopies(16, "攻击者进行了横向移动"));
            assertThat(crowd).allSatisfy(vector -> assertThat(vector).containsExactly(alone));
        }
    }

    @Test
    void shouldCutALongText() {
        Embedder english = bundled.model(Language.ENGLISH);
        assertThat(english.embed("beacon ".repeat(600))).containsExactly(english.embed("beacon ".repeat(9_000)));
    }

    @Test
    void shouldSendEachTextToTheModelsOfItsScript() {
        List<Map<Language, float[]>> vectors = bundled
                .passages(List.of("Lateral movement", "横向移动", "The alert says 横向移动了", " "));
        assertThat(vectors.stream().map(Map::keySet).map(List::copyOf)).containsExactly(List.of(Language.ENGLISH),
                List.of(Language.CHINESE), List.of(Language.ENGLISH, Language.CHINESE), List.of());
    }

    @Test
    void shouldPrefixEnglishQuestionsAlone() {
        assertThat(bundled.query("beacon").get(Language.ENGLISH))
                .isNotEqualTo(bundled.passages(List.of("beacon")).getFirst().get(Language.ENGLISH));
        assertThat(bundled.query("信标").get(Language.CHINESE))
                .isEqualTo(bundled.passages(List.of("信标")).getFirst().get(Language.CHINESE));
    }

    private static double cosine(Language language, String a, String b) {
        return cosine(bundled.model(language).embed(a), bundled.model(language).embed(b));
    }

    private static double cosine(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
