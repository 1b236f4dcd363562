package dev.palimpsest.query.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.ledger.Digest;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.query.audit.MemoryLog;
import dev.palimpsest.query.audit.SampleLog;
import dev.palimpsest.query.transfer.Line.Scope;
import dev.palimpsest.query.transfer.MemoryExport.Wish;
import dev.palimpsest.trust.seal.Sealer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MemoryExportTest {

    private static final SampleLog LOG = SampleLog.random(7, 400);
    private static final Map<Integer, Long> ENDS = ends();

    private final MemoryExport.Source source = new MemoryExport.Source() {
        @Override
        public Map<Integer, Long> ends() {
            return ENDS;
        }

        @Override
        public void readTo(Map<Integer, Long> to, Consumer<MemoryLog.Entry> each) {
            LOG.readTo(to, each);
        }
    };
    private final MemoryExport export = new MemoryExport(source, Sealer.none().vault(), 1000);

    @Test
    void shouldTellEachHeadWholeAndTheDigestOfAll() {
        List<Line> lines = lines(Scope.CURRENT, ENDS);
        Map<MemoryId, Memory> heads = new HashMap<>();
        lines.forEach(line -> {
            if (line instanceof Line.Head head) {
                heads.put(head.memory().id(), head.memory());
            }
        });
        assertThat(heads).isEqualTo(folded());
        assertThat(lines.getLast()).isEqualTo(new Line.End(heads.size(), ofAcme().size(), digest(heads)));
    }

    @Test
    void shouldTellWhatHappenedSoThatItFoldsToTheSame() {
        List<Line> lines = lines(Scope.ALL, ENDS);
        Map<MemoryId, Memory> heads = new HashMap<>();
        List<LogRecord> records = new ArrayList<>();
        lines.forEach(line -> {
            if (line instanceof Line.Event event) {
                heads.compute(event.log().header().memory(), (_, head) -> Ledger.apply(head, event.log()));
                records.add(new LogRecord(event.log(), event.previous(), event.hash()));
            }
        });
        assertThat(heads).isEqualTo(folded());
        assertThat(records).containsExactlyInAnyOrderElementsOf(ofAcme()).allMatch(LogRecord::isIntact);
        assertThat(lines.getLast()).isEqualTo(new Line.End(heads.size(), records.size(), digest(heads)));
    }

    @Test
    void shouldHoldNoMoreMemoriesThanItMay() {
        MemoryExport small = new MemoryExport(source, Sealer.none().vault(), 3);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        for (Scope scope : Scope.values()) {
            assertThatThrownBy(() -> small.write(new Wish(SampleLog.ACME, scope, Set.of()), ENDS, Map::toString,
                    Instant.EPOCH, out)).isInstanceOf(Refusal.class).hasMessageContaining("over 3")
                    .hasMessageContaining("subject=");
        }
        small.write(new Wish(SampleLog.ACME, Scope.CURRENT, Set.of(ofAcme().getFirst().event().header().subject())),
                Map.of(0, 1L), Map::toString, Instant.EPOCH, out);
    }

    @Test
    void shouldGoOnFromEachCursor() {
        List<Line> whole = lines(Scope.CURRENT, ENDS);
        for (int at = 0; at < whole.size(); at++) {
            if (whole.get(at) instanceof Line.Cursor cursor) {
                List<Line> rest = lines(Scope.CURRENT, parsed(cursor.after()));
                assertThat(rest.subList(1, rest.size() - 1)).isEqualTo(whole.subList(at + 1, whole.size() - 1));
            }
        }
        assertThat(whole).filteredOn(Line.Cursor.class::isInstance).hasSize(ENDS.size() - 1);
    }

    @Test
    void shouldTellWhoseWordsTheyAreOnlyByTheirSubjectAndNoKey() {
        Memory any = folded().values().iterator().next();
        Memory own = any.saying(Content.Plain.of("mine").under("0123456789abcdef0123456789abcdef.1"));
        Line.Head line = new Told(Sealer.none().vault()).head(own);
        assertThat(line.sealed()).isTrue();
        assertThat(MemoryLines.text(line)).contains("mine").doesNotContain("0123456789abcdef");
        Line.Head gone = new Told(Sealer.none().vault())
                .head(any.saying(Content.Sealed.gone("0123456789abcdef0123456789abcdef.1")));
        assertThat(gone.erased()).isTrue();
        assertThat(MemoryLines.text(gone)).doesNotContain("0123456789abcdef");
    }

    @Test
    void shouldRefuseWhatIsNoLine() {
        String line = MemoryLines.text(new Line.Cursor("x"));
        assertThat(MemoryLines.parse(line)).isEqualTo(new Line.Cursor("x"));
        for (String wrong : List.of("", "{}", "[]", "null-", line.replace("cursor", "curse"),
                line.replace("}", ",\"more\":1}"))) {
            assertThatThrownBy(() -> MemoryLines.parse(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no line of an export");
        }
    }

    private List<Line> lines(Scope scope, Map<Integer, Long> left) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        export.write(new Wish(SampleLog.ACME, scope, Set.of()), left, open -> new TreeMap<>(open).toString(),
                Instant.EPOCH, out);
        return out.toString(StandardCharsets.UTF_8).lines().map(MemoryLines::parse).toList();
    }

    private static Map<Integer, Long> parsed(String text) {
        Map<Integer, Long> left = new HashMap<>();
        for (String part : text.replaceAll("[{} ]", "").split(",", -1)) {
            left.put(Integer.valueOf(part.substring(0, 1)), Long.valueOf(part.substring(2)));
        }
        return left;
    }

    private static List<LogRecord> ofAcme() {
        List<LogRecord> records = new ArrayList<>();
        LOG.readTo(ENDS, entry -> {
            if (entry.record().event().header().tenant().equals(SampleLog.ACME)) {
                records.add(entry.record());
            }
        });
        return records;
    }

    private static Map<MemoryId, Memory> folded() {
        Map<MemoryId, Memory> heads = new HashMap<>();
        for (LogRecord record : ofAcme()) {
            MemoryEvent event = record.event();
            heads.compute(event.header().memory(), (_, head) -> Ledger.apply(head, event));
        }
        return heads;
    }

    private static String digest(Map<MemoryId, Memory> heads) {
        return heads.values().stream().map(Digest::of).reduce(Digest.EMPTY, Digest::plus).hex();
    }

    private static Map<Integer, Long> ends() {
        return Map.of(0, Long.MAX_VALUE, 1, Long.MAX_VALUE, 2, Long.MAX_VALUE);
    }
}
