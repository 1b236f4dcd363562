package dev.palimpsest.processor.ledger;

import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.ledger.EventHeader;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.processor.topology.Outcome;
import dev.palimpsest.processor.topology.UpkeepConfig;
import dev.palimpsest.schemas.avro.ErasureStage;
import dev.palimpsest.schemas.avro.ErasureStep;
import dev.palimpsest.trust.seal.SealedRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Ends the memories of a partition that are sealed under the keys of somebody who is forgotten, so many at a time; what is
 * left is ordered anew of the same partition. It destroys the keys, where whoever
 * ordered it did not come so far, and tells it to the log, and so to all that is made of it.
 */
public final class EraseSubject implements Processor<String, ErasureStep, String, Outcome> {

    /** Memories ended by one record, so that a transaction stays short. */
    static final int AT_ONCE = 2_000;

    private static final Extractor EXTRACTOR = new Extractor("erasure", 1);

    private final SealedRecords sealed;
    private final UpkeepConfig rules;
    private @Nullable Open open;

    /** What is there between {@link #init} and {@link #close}. */
    private record Open(ProcessorContext<String, Outcome> context, SubjectMemories memories, OwnMemories own,
            KeyValueStore<String, String> chain, Upkeep upkeep) {}

    public EraseSubject(SealedRecords sealed, UpkeepConfig rules) {
        this.sealed = sealed;
        this.rules = rules;
    }

    /** What it needs of the stores that {@link DecideClaims} brings. */
    public static String[] stores() {
        return Stream.concat(Stream.of(DecideClaims.MEMORIES, OwnMemories.STORE, DecideClaims.CHAIN),
                Upkeep.stores().stream().map(StoreBuilder::name)).toArray(String[]::new);
    }

    @Override
    public void init(ProcessorContext<String, Outcome> context) {
        open = new Open(context, new SubjectMemories(context.getStateStore(DecideClaims.MEMORIES), sealed),
                OwnMemories.of(context), context.getStateStore(DecideClaims.CHAIN),
                Upkeep.of(context, rules, sealed.sealer()));
    }

    @Override
    public void process(Record<String, ErasureStep> record) {
        ErasureStep step = record.value();
        if (open == null || step == null
                || (step.getStage() != ErasureStage.REQUESTED && step.getStage() != ErasureStage.CONTINUED)) {
            return;
        }
        RecordMetadata place = open.context.recordMetadata().orElseThrow();
        // From here on no claim behind this order is readable, so none makes a memory that nobody would end.
        if (step.getStage() == ErasureStage.REQUESTED) {
            step.getKeys().forEach(key -> sealed.sealer().vault().destroy(key, step.getAt()));
        }
        List<String> ended = new ArrayList<>();
        int looked = 0;
        for (String keyId : step.getKeys()) {
            List<String> keys = open.own.under(keyId, AT_ONCE - looked);
            looked += keys.size();
            for (String key : keys) {
                erase(open, record, place, keyId, key, ended);
            }
        }
        boolean done = looked < AT_ONCE;
        forward(open, record, stepped(step, place, ErasureStage.ERASED, ended, done));
        if (!done) {
            forward(open, record, stepped(step, place, ErasureStage.CONTINUED, List.of(), false));
        }
    }

    private static void erase(Open to, Record<String, ErasureStep> record, RecordMetadata place, String keyId,
            String key, List<String> ended) {
        Memory stored = to.memories.store().get(key);
        to.own.drop(keyId, key);
        boolean concerns = stored != null && stored.status() != Status.ERASED
                && stored.content().key().filter(keyId::equals).isPresent();
        if (!concerns) { // others' words stand in it by now, or nothing does
            return;
        }
        ChainHead head = DecideClaims.head(to.chain);
        Instant now = head.next(Instant.ofEpochMilli(to.context.currentSystemTimeMs()));
        MemoryEvent event = new MemoryEvent.Erased(header(stored, record.value(), place, now),
                "forgotten as ordered by erasure " + record.value().getId());
        LogRecord entry = LogRecord.chain(head.hash(), event);
        Memory memory = Ledger.apply(stored, event);
        to.memories.put(memory);
        to.upkeep.changed(stored, memory, null);
        to.chain.put(DecideClaims.HEAD, ChainHead.after(entry).toText());
        to.context.forward(new Record<>(memory.id().toString(), new Outcome.Appended(entry, memory),
                now.toEpochMilli()));
        ended.add(memory.ref().toString());
    }

    private static EventHeader header(Memory memory, ErasureStep step, RecordMetadata place, Instant now) {
        Evidence order = new Evidence(step.getId(), step.getActor(), place.topic(), place.partition(), place.offset(),
                null, EXTRACTOR);
        return new EventHeader(memory.tenant(), memory.subject(), memory.id(), memory.kind(), memory.version() + 1,
                memory.valid(), now, List.of(order), memory.trust(), memory.marking());
    }

    private static void forward(Open to, Record<String, ErasureStep> record, ErasureStep step) {
        to.context.forward(record.withValue(new Outcome.Stepped(step)));
    }

    private static ErasureStep stepped(ErasureStep order, RecordMetadata place, ErasureStage stage,
            List<String> memories, boolean done) {
        return ErasureStep.newBuilder(order).setStage(stage).setPartition(place.partition()).setMemories(memories)
                .setDone(done).build();
    }
}
