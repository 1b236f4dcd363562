package dev.palimpsest.processor.topology;

import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.processor.extract.Observed;
import dev.palimpsest.trust.seal.SealedObservations;
import dev.palimpsest.trust.seal.SealedRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads claims out of each observation once; a redelivered one is dropped here. What is remembered ages by the stream's
 * time, which is the broker's: the topic stamps records as they are appended, so no sender's clock can age it.
 */
final class ExtractClaims implements Processor<String, Observation, String, Outcome> {

    private static final Logger LOGGER = LoggerFactory.getLogger(ExtractClaims.class);
    private static final String SEEN = "seen-observations";
    private static final byte[] MARK = {};

    private final Duration seenFor;
    private final Function<Observed, List<Claim>> extraction;
    private final SealedRecords sealed;
    private @Nullable ProcessorContext<String, Outcome> context;
    private @Nullable WindowStore<String, byte[]> seen;

    private ExtractClaims(Duration seenFor, Function<Observed, List<Claim>> extraction, SealedRecords sealed) {
        this.sealed = sealed;
        this.seenFor = seenFor;
        this.extraction = extraction;
    }

    @Override
    public void init(ProcessorContext<String, Outcome> processorContext) {
        context = processorContext;
        seen = processorContext.getStateStore(SEEN);
    }

    @Override
    public void process(Record<String, Observation> record) {
        Observation observation = record.value();
        if (observation == null) { // a tombstone from outside says nothing
            return;
        }
        String id = observation.id().value();
        if (context == null || seen == null || isSeen(seen, id, context.currentStreamTimeMs())) {
            return;
        }
        RecordMetadata place = context.recordMetadata().orElseThrow();
        List<Record<String, Outcome>> results = results(record, place);
        seen.put(id, MARK, context.currentStreamTimeMs());
        results.forEach(context::forward);
    }

    /** Everything that may fail happens here, before the first effect. */
    private List<Record<String, Outcome>> results(Record<String, Observation> record, RecordMetadata place) {
        Observation observation = record.value();
        try {
            List<Record<String, Outcome>> results = new ArrayList<>();
            for (Claim claim : claims(observation, place)) {
                results.add(record.withKey(ClaimKey.of(claim)).withValue(new Outcome.Claimed(claim)));
            }
            return results;
        } catch (RuntimeException | StackOverflowError e) { // deep input must not stall the partition either
            LOGGER.atError().addKeyValue("observationId", observation.id()).addKeyValue("failure", Place.of(e))
                    .log("extraction failed");
            return List.of(record.withValue(new Outcome.SetAside(DeadLetters.of(place, "extract",
                    "extraction failed: " + e.getClass().getSimpleName(), observation.tenant(), record.timestamp()))));
        }
    }

    /** What a person said is that person's in every claim. Nothing where it was forgotten before it was read. */
    private List<Claim> claims(Observation observation, RecordMetadata place) {
        List<Claim> claims = new SealedObservations(sealed.sealer()).open(observation).map(opened -> extraction
                .apply(new Observed(opened, place.topic(), place.partition(), place.offset()))).orElse(List.of());
        String keyId = observation.keyId();
        return keyId == null
                ? claims
                : claims.stream().flatMap(claim -> sealed.under(keyId, observation.receivedAt(), claim).stream())
                        .toList();
    }

    private boolean isSeen(WindowStore<String, byte[]> store, String id, long at) {
        try (WindowStoreIterator<byte[]> found = store.fetch(id, at - seenFor.toMillis(), at)) {
            return found.hasNext();
        }
    }

    /** Makes the processor and its store. */
    record Supplier(MemoryTopologyConfig config, Function<Observed, List<Claim>> extraction, SealedRecords sealed)
            implements
                ProcessorSupplier<String, Observation, String, Outcome> {

        @Override
        public Processor<String, Observation, String, Outcome> get() {
            return new ExtractClaims(config.seenFor(), extraction, sealed);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            Duration window = Duration.ofMillis(1);
            return Set.of(Stores.windowStoreBuilder(
                    Stores.persistentWindowStore(SEEN, config.seenFor(), window, false), Serdes.String(),
                    Serdes.ByteArray()));
        }
    }
}
