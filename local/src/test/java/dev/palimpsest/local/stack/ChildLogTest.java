package dev.palimpsest.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChildLogTest {

    @Test
    void shouldPreferTheChildsOwnLastWordToLaterErrors() {
        List<String> log = List.of("INFO starting", "FATAL cannot downgrade a node", "2026 ERROR while closing");

        assertThat(ChildLog.lastError(log)).isEqualTo("cannot downgrade a node");
    }

    @Test
    void shouldPreferAnErrorToWhatFollowsIt() {
        assertThat(ChildLog.lastError(List.of("ERROR no space left on device", "\tat java.base", "bye")))
                .contains("no space left");
    }

    @Test
    void shouldBeEmptyForAnEmptyLog() {
        assertThat(ChildLog.lastError(List.of())).isEmpty();
    }
}
