package dev.palimpsest.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.memory.proof.Checkpoint;
import dev.palimpsest.memory.proof.Damage;
import dev.palimpsest.memory.proof.Damage.Kind;
import dev.palimpsest.memory.proof.Link;
import dev.palimpsest.memory.proof.PartitionAudit;
import dev.palimpsest.memory.proof.SignedCheckpoint;
import dev.palimpsest.query.audit.SharedLog.Stored;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever is done to what is stored is found, and where. Records are tampered with as they lie in the topic. */
class TamperTest {

    private static final int TRIALS = 10_000;
    private static final int SIZE = 24;

    private final List<LogRecord> records = SharedLog.records(SIZE, 1);
    private final List<Stored> log = List.copyOf(SharedLog.stored(records));
    private final List<Checkpoint> checkpoints = new Signatory()
            .checkpoints(0, records, List.of(7, 16, SIZE)).stream().map(SignedCheckpoint::body).toList();
    private final List<LogRecord> foreign = SharedLog.records(SIZE, 2);
    private final Map<Stored, Link> links = new HashMap<>();
    private final Random random = new Random(20261123);

    /** What was done, and what may be said of it. */
    private record Tampered(String what, List<Stored> log, Set<Long> places, Set<Kind> kinds) {}

    @Test
    void shouldFindAndLocateEveryFlipDropSwapRepeatAndInsertion() {
        for (int trial = 0; trial < TRIALS; trial++) {
            Tampered tampered = tamper(trial % 5);

            List<Damage> damages = audit(tampered.log(), checkpoints);

            assertThat(damages).as("trial %d: %s", trial, tampered.what()).isNotEmpty().allSatisfy(damage -> {
                assertThat(tampered.places()).contains(damage.offset());
                assertThat(tampered.kinds()).contains(damage.kind());
            });
        }
    }

    @Test
    void shouldFindSeveralAtOnce() {
        for (int trial = 0; trial < TRIALS / 10; trial++) {
            List<Stored> twice = flip(drop(new ArrayList<>(log), 1 + random.nextInt(8)), 10 + random.nextInt(8));

            assertThat(audit(twice, checkpoints)).extracting(Damage::kind).contains(Kind.MISSING, Kind.ALTERED);
        }
    }

    @Test
    void shouldSayNothingOfALogThatNobodyTouched() {
        assertThat(audit(log, checkpoints)).isEmpty();
        assertThat(audit(log, List.of())).isEmpty();
    }

    @Test
    void shouldCatchWhoRewritesARecordAndEveryHashAfterIt() {
        for (int altered = 0; altered < SIZE; altered++) {
            List<Stored> rewritten = SharedLog.stored(rewritten(altered));

            List<Damage> damages = audit(rewritten, checkpoints);

            long place = log.get(altered).offset();
            assertThat(audit(rewritten, List.of())).as("the chain alone cannot tell").isEmpty();
            assertThat(damages).singleElement().satisfies(damage -> {
                assertThat(damage.kind()).isEqualTo(Kind.FORKED);
                assertThat(damage.offset()).isLessThanOrEqualTo(place);
                assertThat(damage.detail()).contains("to 0@" + checkpoints.stream().mapToLong(Checkpoint::offset)
                        .filter(offset -> offset >= place).min().orElseThrow());
            });
        }
    }

    @Test
    void shouldFindTheEndOfTheLogGoneWhereACheckpointVouchesForIt() {
        for (int left = 1; left < SIZE; left++) {
            assertThat(audit(log.subList(0, left), checkpoints)).singleElement()
                    .isEqualTo(new Damage(0, log.get(left - 1).offset() + 1, Kind.MISSING,
                            audit(log.subList(0, left), checkpoints).getFirst().detail()));
        }
    }

    /** Said in docs/audit.md: only that stores, compacted topic and index agree speaks for what no checkpoint covers. */
    @Test
    void shouldNotKnowOfRecordsCutOffAfterTheLastCheckpoint() {
        assertThat(audit(log.subList(0, 20), checkpoints.subList(0, 2))).isEmpty();
    }

    private Tampered tamper(int way) {
        List<Stored> changed = new ArrayList<>(log);
        int at = random.nextInt(SIZE);
        long place = log.get(at).offset();
        return switch (way) {
            case 0 -> new Tampered("flip in " + place, flip(changed, at), Set.of(place), Set.of(Kind.ALTERED));
            case 1 -> new Tampered("drop of " + place, drop(changed, at),
                    Set.of(at == SIZE - 1 ? log.get(at - 1).offset() + 1 : log.get(at + 1).offset()),
                    Set.of(Kind.MISSING));
            case 2 -> swap(changed, at, (at + 1 + random.nextInt(SIZE - 1)) % SIZE);
            case 3 -> {
                Stored copy = new Stored(2L * random.nextInt(SIZE + 1), log.get(at).bytes());
                yield new Tampered("copy of " + place + " at " + copy.offset(), insert(changed, copy),
                        Set.of(place, copy.offset()), Set.of(Kind.REPEATED));
            }
            default -> inserted(changed, random.nextInt(SIZE));
        };
    }

    private Tampered swap(List<Stored> changed, int one, int other) {
        Stored first = changed.get(one);
        Stored second = changed.get(other);
        changed.set(one, new Stored(first.offset(), second.bytes()));
        changed.set(other, new Stored(second.offset(), first.bytes()));
        return new Tampered("swap of " + first.offset() + " and " + second.offset(), changed,
                Set.of(first.offset(), second.offset()), Set.of(Kind.OUT_OF_ORDER));
    }

    /** A record of another log: chained here as it must be, or nowhere, or with a hash that is not its own. */
    private Tampered inserted(List<Stored> changed, int at) {
        Hash before = at == 0 ? Hash.NONE : records.get(at - 1).hash();
        MemoryEvent event = foreign.get(at).event();
        LogRecord forged = switch (random.nextInt(3)) {
            case 0 -> LogRecord.chain(before, event);
            case 1 -> LogRecord.chain(Hash.of("nowhere"), event);
            default -> new LogRecord(event, before, Hash.of("not mine"));
        };
        Stored stranger = new Stored(2L * at, SharedLog.SERDE.toBytes(forged));
        return new Tampered("insertion at " + stranger.offset(), insert(changed, stranger), Set.of(stranger.offset()),
                Set.of(Kind.INSERTED));
    }

    private static List<Stored> insert(List<Stored> log, Stored added) {
        log.add((int) log.stream().filter(stored -> stored.offset() < added.offset()).count(), added);
        return log;
    }

    private static List<Stored> drop(List<Stored> log, int at) {
        log.remove(at);
        return log;
    }

    private List<Stored> flip(List<Stored> log, int at) {
        byte[] bytes = log.get(at).bytes().clone();
        int bit = random.nextInt(bytes.length * 8);
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        log.set(at, new Stored(log.get(at).offset(), bytes));
        return log;
    }

    /** The log as it would be had this one record said something else. */
    private List<LogRecord> rewritten(int altered) {
        List<MemoryEvent> events = records.stream().map(LogRecord::event)
                .collect(Collectors.toCollection(ArrayList::new));
        events.set(altered, foreign.get(altered).event());
        return SharedLog.chain(Collections.unmodifiableList(events));
    }

    private List<Damage> audit(List<Stored> tampered, List<Checkpoint> attested) {
        PartitionAudit audit = new PartitionAudit(0, attested);
        List<Link> all = tampered.stream().map(stored -> log.contains(stored)
                ? links.computeIfAbsent(stored, each -> each.read().link())
                : stored.read().link()).toList();
        all.forEach(audit::take);
        return audit.isBroken() ? audit.diagnose(all) : audit.contradiction().stream().toList();
    }
}
