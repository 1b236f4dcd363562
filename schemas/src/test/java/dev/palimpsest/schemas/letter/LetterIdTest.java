package dev.palimpsest.schemas.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterIdTest {

    @Test
    void shouldReadWhatItWrites() {
        LetterId id = new LetterId(2, 17);

        assertThat(LetterId.parse(id.toString())).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "2@", "@17", "-1@3", "2@17@3", "9999999999@1", "2@9999999999999999999"})
    void shouldRefuseWhatIsNoName(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> LetterId.parse(text)).withMessageContaining("2@17");
    }
}
