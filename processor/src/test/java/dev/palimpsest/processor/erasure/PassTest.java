package dev.palimpsest.processor.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.index.MemoryWriter;
import dev.palimpsest.index.inmemory.InMemoryMemoryIndex;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.schemas.avro.ErasureStage;
import dev.palimpsest.schemas.avro.ErasureStep;
import dev.palimpsest.trust.seal.KeyDirectory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    Path folder;

    private final InMemoryMemoryIndex index = new InMemoryMemoryIndex();
    private final List<String> asked = new ArrayList<>();
    private final List<String> certified = new ArrayList<>();
    private Instant now = START;
    private KeyDirectory vault;
    private Pass pass;

    @BeforeEach
    void open() {
        vault = KeyDirectory.at(folder.resolve("keys"));
        pass = new Pass(watched(), vault, () -> now, (course, _) -> certified.add(course.order().getId()));
    }

    @Test
    void shouldRewriteTheIndexOnceForAllThatTheLedgerIsThroughWith() {
        Course open = Course.after(null, step("waiting", key("dave"), ErasureStage.REQUESTED));

        pass.over(List.of(course("one", key("alice")), open, course("two", key("bob")), course("three", key("carol"))));

        assertThat(Collections.frequency(asked, "expunge")).isEqualTo(1);
        assertThat(certified).containsExactly("one", "two", "three");
        assertThat(vault.find(open.order().getKeys().getFirst())).isEmpty();
    }

    @Test
    void shouldNotRewriteTheIndexForWhatTheLedgerIsNotThroughWith() {
        pass.over(List.of(Course.after(null, step("waiting", key("dave"), ErasureStage.REQUESTED))));

        assertThat(asked).isEmpty();
    }

    @Test
    void shouldLookAgainLaterWhereWordsCanStillBeRead() {
        String key = key("alice");
        Memory hers = IndexRemainsTest.memory("alice", Content.Plain.of("hers").under(key));
        var _ = index.write(List.of(hers));
        List<Course> open = List.of(course("one", key));

        pass.over(open);
        now = START.plusSeconds(59);
        pass.over(open);
        assertThat(Collections.frequency(asked, "scan")).isEqualTo(1);
        assertThat(Collections.frequency(asked, "expunge")).isEqualTo(1);
        now = START.plusSeconds(60);
        pass.over(open);
        assertThat(Collections.frequency(asked, "scan")).isEqualTo(2);
        now = START.plusSeconds(179);
        pass.over(open);
        assertThat(Collections.frequency(asked, "scan")).isEqualTo(2);
        assertThat(certified).isEmpty();
        index.deleteIndex();
        boolean _ = index.ensureIndex();
        now = START.plus(Duration.ofMinutes(3));
        pass.over(open);
        assertThat(certified).containsExactly("one");
    }

    private String key(String who) {
        return vault.keyFor(new TenantId("acme"), Subject.parse("user:" + who));
    }

    private static Course course(String id, String key) {
        return Course.after(null, step(id, key, ErasureStage.ERASED));
    }

    private static ErasureStep step(String id, String key, ErasureStage stage) {
        return ErasureStep.newBuilder().setId(id).setTenant("acme").setSubject("user:x").setKeys(List.of(key))
                .setStage(stage).setDone(stage == ErasureStage.ERASED).setPartition(0).setPartitions(1)
                .setActor("tests").setReason("").setAt(START).build();
    }

    /** The index, with the names of what it was asked noted. */
    private MemoryWriter watched() {
        return (MemoryWriter) Proxy.newProxyInstance(MemoryWriter.class.getClassLoader(),
                new Class<?>[]{MemoryWriter.class}, (_, method, arguments) -> {
                    asked.add(method.getName());
                    try {
                        return method.invoke(index, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
