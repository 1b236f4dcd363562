package dev.palimpsest.ingest.hec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.access.Caller;
import dev.palimpsest.memory.TenantId;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {

    private static final Caller ONE = Caller.admin(new TenantId("acme"), "one");
    private static final Caller OTHER = Caller.admin(new TenantId("other"), "one");

    private final Acknowledgements acknowledgements = new Acknowledgements();

    @Test
    void shouldKeepOneCallersIdsWhateverAnotherAsksFor() {
        long id = acknowledgements.give(ONE, "c");
        for (int i = 0; i < 5_000; i++) {
            acknowledgements.give(OTHER, "c" + i);
        }

        assertThat(acknowledgements.take(ONE, "c", id)).isTrue();
        assertThat(acknowledgements.take(OTHER, "c0", 0)).isFalse();
        assertThat(acknowledgements.take(OTHER, "c4999", 0)).isTrue();
    }

    @Test
    void shouldForgetTheOldestIdsOfAChannel() {
        for (int i = 0; i <= Acknowledgements.IDS_MAX; i++) {
            acknowledgements.give(ONE, "c");
        }

        assertThat(acknowledgements.take(ONE, "c", 0)).isFalse();
        assertThat(acknowledgements.take(ONE, "c", 1)).isTrue();
        assertThat(acknowledgements.take(ONE, "c", 1)).isFalse();
        assertThat(acknowledgements.take(ONE, "c", Acknowledgements.IDS_MAX)).isTrue();
    }
}
