package dev.palimpsest.query.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceTest {

    private static final Place PLACE = new Place(new byte[32]);
    private static final Map<Integer, Long> NEXT = Map.of(0, 17L, 1, 0L, 11, Long.MAX_VALUE);

    @Test
    void shouldReadWhatItWroteOnAnyServiceWithTheSameKey() {
        assertThat(new Place(new byte[32]).parse(Happened.ACME, PLACE.text(Happened.ACME, NEXT))).isEqualTo(NEXT);
    }

    @Test
    void shouldTellNothingByItsText() {
        assertThat(PLACE.text(Happened.ACME, NEXT)).isNotEqualTo(PLACE.text(Happened.ACME, NEXT))
                .hasSameSizeAs(PLACE.text(Happened.ACME, Map.of(0, 1L, 1, 999_999_999L, 11, 3L)))
                .matches("[\\w-]+");
    }

    @Test
    void shouldRefuseWhatIsNoPlaceOfThisTenant() {
        String text = PLACE.text(Happened.ACME, NEXT);
        assertThatThrownBy(() -> PLACE.parse(Happened.OTHER, text)).isInstanceOf(IllegalArgumentException.class);
        byte[] otherKey = new byte[32];
        otherKey[0] = 1;
        assertThatThrownBy(() -> new Place(otherKey).parse(Happened.ACME, text))
                .isInstanceOf(IllegalArgumentException.class);
        for (String wrong : new String[]{"", "x", "now", "a b", "AAAA", text.substring(1), text + "A"}) {
            assertThatThrownBy(() -> PLACE.parse(Happened.ACME, wrong)).as(wrong)
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no id of an event");
        }
    }
}
