package dev.palimpsest.memory.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Sample;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementTest {

    @Test
    void shouldNameTheEvidenceOfAllThatWasFoldedUpToTheBound() {
        Statement folded = Sample.sighting("seen", 0, "observation-0");
        for (int i = 1; i < 20; i++) {
            folded = folded.foldedWith(Sample.sighting("seen", i, "observation-" + i));
        }

        assertThat(folded.evidence()).hasSize(Limits.SAMPLE_MAX).extracting(Evidence::observation)
                .startsWith("observation-0");
        assertThat(folded.occurrences()).isEqualTo(new Occurrences(Sample.minute(0), Sample.minute(19), 20));
    }

    @Test
    void shouldKeepTheWeakestTrustAndTheStrictestMarkingWhenFolded() {
        Statement one = Sample.sighting("seen", 0, "a");
        Statement strict = new Statement(one.tenant(), one.subject(), one.kind(), one.identity(), one.content(),
                one.valid(), one.occurrences(), 0.9, TrustTier.SENSOR_FREE_TEXT, Tlp.RED, one.evidence(), List.of());

        assertThat(one.foldedWith(strict)).isEqualTo(
                new Statement(one.tenant(), one.subject(), one.kind(), one.identity(), one.content(), one.valid(),
                        one.occurrences().plus(one.occurrences()), 0.9, TrustTier.SENSOR_FREE_TEXT, Tlp.RED,
                        one.evidence(), List.of()));
    }

    @Test
    void shouldRefuseAClaimWithoutEvidenceOrWithImpossibleConfidence() {
        Statement one = Sample.sighting("seen", 0, "a");

        assertThatThrownBy(() -> one.restingOn(one.occurrences(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        for (double wrong : new double[]{-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> new Statement(one.tenant(), one.subject(), one.kind(), one.identity(),
                    one.content(), one.valid(), one.occurrences(), wrong, one.trust(), one.marking(), one.evidence(),
                    List.of())).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
