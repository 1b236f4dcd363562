package dev.palimpsest.query.audit;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Occurrences;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.claim.Claim.Instruction;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.ledger.Decision;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.memory.observation.Payload.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** A log on the heap, grown as the processor grows one: two tenants, three partitions, slots, edges and orders. */
public final class SampleLog implements EventSource {

    static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    public static final TenantId ACME = new TenantId("acme");

    private static final TenantId OTHER = new TenantId("other");
    private static final int PARTITIONS = 3;

    private final List<List<MemoryLog.Entry>> partitions = new ArrayList<>();
    private final Map<MemoryId, Memory> heads = new HashMap<>();
    private Instant now = START;

    SampleLog() {
        for (int i = 0; i < PARTITIONS; i++) {
            partitions.add(new ArrayList<>());
        }
    }

    /** So many claims, chosen at random. */
    public static SampleLog random(long seed, int claims) {
        SampleLog log = new SampleLog();
        Random random = new Random(seed);
        for (int i = 0; i < claims; i++) {
            log.take(statement(random, i), random);
        }
        return log;
    }

    /** The events in the order of system time. */
    List<MemoryEvent> events() {
        return partitions.stream().flatMap(List::stream).map(entry -> entry.record().event())
                .sorted(Comparator.comparing((MemoryEvent event) -> event.header().systemTime())).toList();
    }

    /** The heads that the log comes to, of all tenants. */
    public Collection<Memory> heads() {
        return heads.values();
    }

    Instant end() {
        return now;
    }

    @Override
    public Map<Integer, Long> readUntil(Map<Integer, Long> from, Instant knownAt, Consumer<MemoryLog.Entry> each) {
        Map<Integer, Long> next = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int at = Math.toIntExact(from.getOrDefault(partition, 0L));
            List<MemoryLog.Entry> entries = partitions.get(partition);
            while (at < entries.size() && !entries.get(at).systemTime().isAfter(knownAt)) {
                each.accept(entries.get(at++));
            }
            next.put(partition, (long) at);
        }
        return next;
    }

    @Override
    public void readTo(Map<Integer, Long> to, Consumer<MemoryLog.Entry> each) {
        to.forEach((partition, next) -> partitions.get(partition).stream().limit(next).forEach(each));
    }

    private void take(Statement statement, Random random) {
        Memory head = heads.get(statement.memory());
        Decision decision = head != null && random.nextInt(8) == 0
                ? Ledger.decide(head, order(head, random), tick())
                : Ledger.decide(head, statement, tick());
        if (decision instanceof Decision.Append append) {
            log(append.event());
            MemoryEvent then = append.then();
            if (then != null) {
                log(then);
            }
        }
    }

    private Instant tick() {
        now = now.plus(Duration.ofMillis(700));
        return now;
    }

    private void log(MemoryEvent event) {
        Memory before = heads.get(event.header().memory());
        heads.put(event.header().memory(), Ledger.apply(before, event));
        int number = Math.floorMod(event.header().subject().hashCode(), PARTITIONS);
        List<MemoryLog.Entry> partition = partitions.get(number);
        Hash previous = partition.isEmpty() ? Hash.NONE : partition.getLast().record().hash();
        partition.add(new MemoryLog.Entry(number, partition.size(), LogRecord.chain(previous, event)));
    }

    private static Statement statement(Random random, int number) {
        Subject subject = Subject.parse("user:u" + random.nextInt(12));
        boolean slot = random.nextBoolean();
        Subject other = Subject.parse("user:v" + random.nextInt(4));
        Identity identity = slot ? Identity.slot("slot" + random.nextInt(2)) : Identity.edge("knows", other);
        Instant from = START.plus(Duration.ofMinutes(random.nextInt(60)));
        return new Statement(random.nextInt(4) == 0 ? OTHER : ACME, subject, slot ? Kind.PROFILE : Kind.RELATION,
                identity, Content.Plain.of("value " + random.nextInt(3)).withEntities(List.of(other)),
                ValidTime.since(from),
                Occurrences.once(from), 0.5, TrustTier.ANALYST, Tlp.GREEN, List.of(evidence(number)), List.of());
    }

    private static Instruction order(Memory memory, Random random) {
        Action action = List.of(Action.RETRACT, Action.RESTORE, Action.QUARANTINE, Action.RELEASE)
                .get(random.nextInt(4));
        return new Instruction(memory.tenant(), memory.subject(), memory.id(), action, null, "because", "user:u0",
                START, TrustTier.ANALYST, Tlp.GREEN, List.of(evidence(random.nextInt())));
    }

    private static Evidence evidence(int number) {
        return new Evidence("observation " + number, "tests", "observations", 0, number, null,
                new Extractor("test", 1));
    }
}
