package dev.palimpsest.processor.topology;

import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.processor.extract.Extraction;
import dev.palimpsest.processor.extract.Observed;
import dev.palimpsest.processor.ledger.DecideClaims;
import dev.palimpsest.processor.ledger.EraseSubject;
import dev.palimpsest.processor.ledger.MatchNetworks;
import dev.palimpsest.schemas.Topic;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * The stream, as the picture in ARCHITECTURE.md draws it. Names of nodes and stores are a storage contract: renaming a
 * store orphans its changelog.
 */
public final class MemoryTopology {

    private final Contracts contracts;
    private final MemoryTopologyConfig config;
    private final Function<Observed, List<Claim>> extraction;

    public MemoryTopology(Contracts contracts, MemoryTopologyConfig config) {
        this(contracts, config, Extraction.STANDARD::claims);
    }

    /** @param extraction reads the claims out of an observation; deterministic */
    public MemoryTopology(Contracts contracts, MemoryTopologyConfig config,
            Function<Observed, List<Claim>> extraction) {
        this.contracts = contracts;
        this.config = config;
        this.extraction = extraction;
    }

    /** The topology under these Streams properties. */
    public Topology build(StreamsConfig properties) {
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(properties));

        KStream<String, Outcome> extracted = builder
                .stream(Topic.OBSERVATIONS.title(), read("read-observations", contracts.observation()))
                .process(new ExtractClaims.Supplier(config, extraction, contracts.sealed()),
                        Named.as("extract-claims"));
        KStream<String, Claim> claims = extracted
                .flatMapValues(Outcome::claims, Named.as("take-claims"))
                .process(new FoldSightings.Supplier(contracts, config), Named.as("fold-sightings"));
        sendClaims(claims, "write-claims");
        sendLetters(extracted, "write-extract-dead-letters");

        KStream<String, Outcome> decided = builder
                .stream(Topic.CLAIMS.title(), read("read-claims", contracts.claim()))
                .process(new DecideClaims.Supplier(contracts, config), Named.as("decide-claims"));
        KStream<String, Outcome> met = builder
                .stream(Topic.NETWORKS.title(), read("read-networks", contracts.network()))
                .process(() -> new MatchNetworks(config, contracts.sealed()), Named.as("match-networks"),
                        MatchNetworks.stores());
        decided.flatMapValues(Outcome::entries, Named.as("take-log-entries"))
                .to(Topic.MEMORY_LOG.title(), write("write-memory-log", contracts.logRecord(), ClaimKey::partition));
        decided.flatMapValues(Outcome::memories, Named.as("take-current-memories"))
                .to(Topic.MEMORY_CURRENT.title(),
                        write("write-memory-current", contracts.memory(), ClaimKey::partition));
        decided.flatMapValues(Outcome::networks, Named.as("take-networks"))
                .to(Topic.NETWORKS.title(), write("write-networks", contracts.network(), ClaimKey::everywhere));
        sendClaims(decided.flatMapValues(Outcome::claims, Named.as("take-derived-claims")), "write-derived-claims");
        sendClaims(met.flatMapValues(Outcome::claims, Named.as("take-network-claims")), "write-network-claims");
        sendLetters(decided, "write-ledger-dead-letters");
        sendLetters(met, "write-network-dead-letters");

        KStream<String, Outcome> erased = builder
                .stream(Topic.ERASURES.title(), read("read-erasures", contracts.erasure()))
                .process(() -> new EraseSubject(contracts.sealed(), config.upkeep()), Named.as("erase-subjects"),
                        EraseSubject.stores());
        erased.flatMapValues(Outcome::entries, Named.as("take-erased-log-entries"))
                .to(Topic.MEMORY_LOG.title(), write("write-erased-log", contracts.logRecord(), ClaimKey::partition));
        erased.flatMapValues(Outcome::memories, Named.as("take-erased-memories"))
                .to(Topic.MEMORY_CURRENT.title(), write("write-erased-current", contracts.memory(),
                        ClaimKey::partition));
        erased.flatMapValues(Outcome::steps, Named.as("take-erasures"))
                .to(Topic.ERASURES.title(), write("write-erasures", contracts.erasure(), ClaimKey::partition));

        return builder.build();
    }

    private void sendClaims(KStream<String, Claim> claims, String name) {
        claims.to(Topic.CLAIMS.title(), write(name, contracts.claim(), ClaimKey::partition));
    }

    private void sendLetters(KStream<String, Outcome> outcomes, String name) {
        outcomes.flatMapValues(Outcome::letters, Named.as("take-for-" + name))
                .to(Topic.DEAD_LETTER.title(), Produced.with(Serdes.String(), contracts.deadLetter()).withName(name));
    }

    private static <T> Consumed<String, T> read(String name, Serde<T> values) {
        return Consumed.with(Serdes.String(), values).withName(name);
    }

    private static <T> Produced<String, T> write(String name, Serde<T> values,
            StreamPartitioner<String, T> partitioner) {
        return Produced.with(Serdes.String(), values).withName(name).withStreamPartitioner(partitioner);
    }
}
