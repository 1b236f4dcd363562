package dev.palimpsest.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.Hash;
import org.junit.jupiter.api.Test;

class SentKeysTest {

    private final SentKeys sent = new SentKeys();

    @Test
    void shouldRefuseOtherContentUnderTheSameKeyAndTakeTheSameAgain() {
        sent.require("acme/alice/POST", "k1", Hash.of("one"));

        assertThatCode(() -> sent.require("acme/alice/POST", "k1", Hash.of("one"))).doesNotThrowAnyException();
        assertThatCode(() -> sent.require("acme/bob/POST", "k1", Hash.of("two"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> sent.require("acme/alice/POST", "k1", Hash.of("two")))
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(422));
    }

    @Test
    void shouldForgetTheOldestOfTooMany() {
        for (int i = 0; i <= SentKeys.KEYS_MAX; i++) {
            sent.require("scope " + i, "k", Hash.of("one"));
        }

        assertThatCode(() -> sent.require("scope 0", "k", Hash.of("two"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> sent.require("scope 9", "k", Hash.of("two"))).isInstanceOf(Refusal.class);
    }
}
