package dev.palimpsest.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.trust.seal.BorrowedKeys;
import dev.palimpsest.trust.seal.KeyDirectory;
import dev.palimpsest.trust.seal.UnknownKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {

    @TempDir
    Path folder;

    @Test
    void shouldSayThatNoBrokerAnswersAndHowToStartOne() throws IOException {
        String nobody = "127.0.0.1:" + freePort();
        StringWriter err = new StringWriter();

        int status = Palimpsest.commandLine().setErr(new PrintWriter(err, true)).execute("replay", "--to", "0:1",
                "--into", "before", "--kafka", nobody, "--data", folder.resolve("data").toString());

        assertThat(status).isEqualTo(1);
        assertThat(err.toString()).startsWith("palimpsest: ").contains(nobody, "do not answer", "palimpsest up")
                .doesNotContain("Exception").hasLineCount(1);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void shouldSayWhereKeysWereLookedForAndWhichOptionNamesTheRightPlace() {
        String key = KeyDirectory.at(folder.resolve("right")).keyFor(new TenantId("acme"), Subject.parse("user:al"));
        StringWriter err = new StringWriter();

        try {
            var _ = BorrowedKeys.in(folder.resolve("wrong")).find(key);
        } catch (UnknownKey failure) {
            assertThat(Failure.tell(new PrintWriter(err, true), new IllegalStateException("in a run", failure)))
                    .isEqualTo(1);
        }

        assertThat(err.toString()).contains(folder.resolve("wrong").toString(), "--data").doesNotContain(key)
                .hasLineCount(1);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
