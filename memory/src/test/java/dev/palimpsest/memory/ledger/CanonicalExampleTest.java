package dev.palimpsest.memory.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes that docs/audit.md shows are the ones that are hashed. */
class CanonicalExampleTest {

    private static final LogRecord EXAMPLE = LogRecord.chain(Hash.NONE, new MemoryEvent.Retracted(
            new EventHeader(new TenantId("acme"), Subject.parse("user:alice"),
                    MemoryId.parse("0b6f3d5e-5d3c-8f1e-9a3b-3f3f3f3f3f3f"), Kind.SEMANTIC, 2,
                    ValidTime.since(Instant.parse("2026-03-01T08:00:00Z")),
                    Instant.parse("2026-03-01T08:00:01.000002Z"),
                    List.of(new Evidence("o1", "cli", "palimpsest.observations.v1", 3, 17, null,
                            new Extractor("commands", 1))),
                    TrustTier.ANALYST, Tlp.AMBER),
            "wrong"));

    @Test
    void shouldShowTheBytesAndTheHash() throws IOException {
        assertThat(example("canonical")).isEqualTo(HexFormat.of().formatHex(EXAMPLE.canonical()));
        assertThat(example("hash")).isEqualTo(EXAMPLE.hash().hex());
    }

    private static String example(String name) throws IOException {
        String page = Files.readString(Path.of("../docs/audit.md"));
        String after = page.substring(page.indexOf("<!-- example: " + name + " -->"));
        String block = after.substring(after.indexOf("```") + 3);
        return block.substring(0, block.indexOf("```")).replaceAll("\\s", "");
    }
}
