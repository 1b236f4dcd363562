package dev.palimpsest.processor.rerun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.observation.Conversation;
import dev.palimpsest.memory.observation.Conversation.Turn;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload.Role;
import dev.palimpsest.processor.extract.Extraction;
import dev.palimpsest.processor.extract.Observed;
import dev.palimpsest.processor.topology.MemoryTopologyConfig;
import dev.palimpsest.trust.seal.BorrowedKeys;
import dev.palimpsest.trust.seal.KeyDirectory;
import dev.palimpsest.trust.seal.SealedObservations;
import dev.palimpsest.trust.seal.SealedRecords;
import dev.palimpsest.trust.seal.Sealer;
import dev.palimpsest.trust.seal.UnknownKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What persons said is worked out again by their keys, and no key comes of it. */
class SealedRerunTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final Subject ALICE = Subject.parse("user:alice");
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    @TempDir
    Path folder;

    private Path keys;
    private KeyDirectory vault;
    private Observation said;

    @BeforeEach
    void say() {
        keys = folder.resolve("keys");
        vault = KeyDirectory.at(keys);
        said = new SealedObservations(new Sealer(vault)).seal(new Conversation(ALICE, List.of(), null,
                List.of(new Turn(Role.USER, "We decided to call the bridge zyrqalvex. I often handle Emotet cases.",
                        null)),
                Map.of(), true, null).observations(ACME, "test", START).getFirst());
    }

    @Test
    void shouldTellWhatWasSaidAndMakeNoKeyUnderAPolicyThatKeepsForATime() throws IOException {
        Files.writeString(keys.resolve("policy"), "keep * * 10\n");
        Map<String, Long> before = files();

        Map<MemoryId, Memory> heads = run();

        assertThat(heads.values()).anySatisfy(memory -> assertThat(text(memory)).contains("zyrqalvex"))
                .anySatisfy(memory -> assertThat(text(memory)).contains("Emotet"));
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void shouldNotHearWhoIsForgotten() {
        vault.keysOf(ACME, ALICE).forEach(key -> vault.destroy(key, Instant.now()));

        assertThat(run()).isEmpty();
    }

    @Test
    void shouldNotSayWhatWouldBeWhereTheKeysAreElsewhere() {
        assertThatThrownBy(() -> run(folder.resolve("elsewhere"))).isInstanceOf(UnknownKey.class);
    }

    private Map<MemoryId, Memory> run() {
        return run(keys);
    }

    private Map<MemoryId, Memory> run(Path vaults) {
        SealedRecords sealed = new SealedRecords(new Sealer(BorrowedKeys.in(vaults)));
        try (Rerun run = new Rerun(folder.resolve("state"), MemoryTopologyConfig.DEFAULT, Extraction.STANDARD::claims,
                START, sealed)) {
            run.take(new Observed(said, "palimpsest.observations.v1", 0, 1), START);
            return Map.copyOf(run.end());
        }
    }

    private static String text(Memory memory) {
        return memory.content().plain().map(Content.Plain::text).orElse("");
    }

    private Map<String, Long> files() throws IOException {
        Map<String, Long> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(keys)) {
            for (Path file : all.toList()) {
                found.put(file.toString(), Files.getLastModifiedTime(file).toMillis());
            }
        }
        return found;
    }
}
