package dev.palimpsest.ingest.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyslogFramesTest {

    @Test
    void shouldCutAtLineEndsAndNuls() throws IOException {
        assertThat(cut("<1>a\r\n<2>b\n\n<3>c\0<4>d", 100)).containsExactly("<1>a", "<2>b", "<3>c", "<4>d");
    }

    @Test
    void shouldReadOctetCounts() throws IOException {
        assertThat(cut("6 <1>a\nb6 <2>c d7 {\"a\":1}", 100)).containsExactly("<1>a\nb", "<2>c d", "{\"a\":1}");
    }

    @Test
    void shouldTakeTurnsBetweenTheTwo() throws IOException {
        assertThat(cut("4 <1>a<2>b\n4 <3>c", 100)).containsExactly("<1>a", "<2>b", "<3>c");
    }

    @Test
    void shouldNotTakeATimeForACount() throws IOException {
        assertThat(cut("2026-04-30T10:11:12Z h a: x\n1 2026 y\n", 100)).containsExactly("2026-04-30T10:11:12Z h a: x",
                "1 2026 y");
    }

    @Test
    void shouldKeepTheBeginningOfWhatIsTooLong() throws IOException {
        assertThat(cut("<1>" + "x".repeat(50) + "\n<2>b\n60 <3>" + "y".repeat(57) + "<4>d", 10))
                .containsExactly("<1>xxxxxxx!", "<2>b", "<3>yyyyyyy!", "<4>d");
    }

    @Test
    void shouldHandOnWhatBreaksOff() throws IOException {
        assertThat(cut("99 <1>a", 100)).containsExactly("<1>a");
        assertThat(cut("99999999 <1>a", 4)).containsExactly("<1>a!");
    }

    /** The messages, with a mark behind those that were cut. */
    private static List<String> cut(String stream, int bytesMax) throws IOException {
        SyslogFrames frames = new SyslogFrames(
                new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)), bytesMax);
        List<String> messages = new ArrayList<>();
        for (SyslogFrames.Frame frame = frames.next(); frame != null; frame = frames.next()) {
            messages.add(new String(frame.bytes(), StandardCharsets.UTF_8) + (frame.cut() ? "!" : ""));
        }
        return messages;
    }
}
