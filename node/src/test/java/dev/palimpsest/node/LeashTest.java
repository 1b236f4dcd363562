package dev.palimpsest.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LeashTest {

    @Test
    void shouldIgnoreWhatTheParentWritesAndReturnAtTheEnd() {
        InputStream parent = new ByteArrayInputStream("anything\n".getBytes(StandardCharsets.UTF_8));

        Leash.awaitEnd(parent);

        assertThat(parent).isEmpty();
    }

    @Test
    void shouldTreatABrokenPipeAsTheEnd() {
        // A pipe that was never connected throws when it is read.
        PipedInputStream broken = new PipedInputStream();

        Leash.awaitEnd(broken);
    }

    @Test
    void shouldReportACloseThatOutlastsItsLimit() {
        CountDownLatch never = new CountDownLatch(1);

        assertThat(Leash.closeWithin(Duration.ofMillis(1), never::await)).isFalse();
    }

    @Test
    void shouldCountACloseThatThrowsAsClosed() {
        assertThat(Leash.closeWithin(Duration.ofMinutes(1), () -> {
            throw new IllegalStateException("already closed");
        })).isTrue();
    }

    @Test
    void shouldTellTheInnermostCauseOnOneLine() {
        Throwable failure = new IllegalStateException("outer", new IllegalArgumentException("cannot downgrade\nmore"));

        assertThat(Fatal.line(failure)).isEqualTo("cannot downgrade");
    }
}
