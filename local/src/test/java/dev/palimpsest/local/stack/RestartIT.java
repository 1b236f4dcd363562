package dev.palimpsest.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BesideStack
class RestartIT {

    @TempDir
    Path data;

    @Test
    void shouldKeepRecordsSchemasAndDocumentsAcrossARestartOnOtherPorts() {
        try (LocalStack before = start(1)) {
            Records.createTopic(before, "kept");
            Records.writeCommitted(before, "kept", "record");
            Http.post(versions(before), "{\"schema\": \"\\\"long\\\"\"}");
            Http.put(before.search().resolve("/kept"), "{\"settings\": {\"number_of_replicas\": 0}}");
            Http.put(before.search().resolve("/kept/_doc/1"), "{\"text\": \"document\"}");
            assertThatExceptionOfType(StackException.class).isThrownBy(() -> start(2))
                    .withMessageContaining("another stack is running on");
        }

        try (LocalStack after = start(2)) {
            assertThat(Records.readCommitted(after, "kept")).containsExactly("record");
            assertThat(Http.get(URI.create(versions(after) + "/latest"))).contains("long");
            assertThat(Http.get(after.search().resolve("/kept/_doc/1"))).contains("document");
        }
    }

    private LocalStack start(int index) {
        Ports ports = new Ports(StackExtension.ownPortOffset(index));
        LocalStack stack = LocalStack.prepare(new StackOptions(data, false, ports, "256m"), Progress.SILENT, List.of());
        stack.start();
        return stack;
    }

    private static URI versions(Stack stack) {
        return stack.registry().resolve("/apis/ccompat/v7/subjects/kept-value/versions");
    }
}
