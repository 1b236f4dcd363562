package dev.palimpsest.processor.extract.typed;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void shouldDropWhatIsNotShownAndFoldSpace() {
        assertThat(PlainText.of("a\u0000\u202eb\r\n\t c\u200bd", 80)).isEqualTo("ab cd");
        assertThat(PlainText.slug("Trojan.Mebromi (v2)")).isEqualTo("trojan-mebromi-v2");
    }

    @Property
    void shouldNeverExceedTheLength(@ForAll String text, @ForAll @IntRange(min = 2, max = 60) int max) {
        String plain = PlainText.of(text, max);
        assertThat(plain.length()).isLessThanOrEqualTo(max);
        assertThat(plain.codePoints()).noneMatch(Character::isISOControl)
                .noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }
}
