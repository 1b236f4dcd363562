package dev.palimpsest.processor.ledger;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.processor.extract.Marked;
import dev.palimpsest.processor.extract.typed.Prefix;
import dev.palimpsest.processor.ledger.SubjectMemories.InNetwork;
import dev.palimpsest.processor.topology.ClaimKey;
import dev.palimpsest.processor.topology.DeadLetters;
import dev.palimpsest.processor.topology.MemoryTopologyConfig;
import dev.palimpsest.processor.topology.Outcome;
import dev.palimpsest.trust.seal.SealedRecords;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Hears of networks and matches each, where it is new or lives again, with the addresses of this partition that were
 * contacted before. What is contacted later finds it in {@link Networks}: one task does both, so one of the two always
 * comes second and sees the other. Nothing is written to the log here.
 */
public final class MatchNetworks implements Processor<String, Memory, String, Outcome> {

    private final MemoryTopologyConfig config;
    private final SealedRecords sealed;
    private @Nullable Open open;

    /** What is there between {@link #init} and {@link #close}. */
    private record Open(ProcessorContext<String, Outcome> context, SubjectMemories memories, Networks networks,
            Conclusions conclusions) {

        /** Beside a network only the addresses of this partition bear a conclusion out. */
        Withdrawal withdrawal(int max) {
            return new Withdrawal(conclusions, sought -> {
                Memory here = memories.get(sought.tenant(), sought.memory());
                return here == null ? networks.get(sought.tenant(), sought.memory()) : here;
            }, max);
        }
    }

    public MatchNetworks(MemoryTopologyConfig config, SealedRecords sealed) {
        this.sealed = sealed;
        this.config = config;
    }

    /** What it needs of the stores that {@link DecideClaims} brings. */
    public static String[] stores() {
        return new String[]{DecideClaims.MEMORIES, Networks.HEADS, Networks.LENGTHS, Conclusions.STORE};
    }

    @Override
    public void init(ProcessorContext<String, Outcome> context) {
        open = new Open(context, new SubjectMemories(context.getStateStore(DecideClaims.MEMORIES), sealed),
                Networks.of(context), new Conclusions(context.getStateStore(Conclusions.STORE)));
    }

    @Override
    public void process(Record<String, Memory> record) {
        Memory network = record.value();
        if (open == null || network == null) {
            return;
        }
        Prefix prefix = Prefix.of(network.subject()).orElse(null);
        if (prefix == null) {
            return;
        }
        Memory before = open.networks.get(network);
        if (before == null && open.networks.heads().approximateNumEntries() >= config.networksMax()) {
            setAside(open, record, "only the first " + config.networksMax() + " networks are matched with addresses");
            return;
        }
        InNetwork sighted = Encountered.bringsBack(before, network)
                ? open.memories.relationsIn(network.tenant(), prefix, config.networkLooksMax())
                : InNetwork.NOTHING;
        if (!isImported(record)) {
            tell(open, record, open.withdrawal(config.conclusionsMax()).news(before, network,
                    Withdrawal.Cause.of(network)));
        }
        meet(open, record, before, prefix, sighted);
    }

    private void tell(Open to, Record<String, Memory> record, List<Claim> news) {
        news.stream().limit(config.conclusionsMax()).forEach(claim -> to.context.forward(
                new Record<>(ClaimKey.of(claim), new Outcome.Claimed(claim), record.timestamp())));
        if (news.size() > config.conclusionsMax()) {
            setAside(to, record, "only the first " + config.conclusionsMax()
                    + " conclusions from this network were told what became of it");
        }
    }

    private void meet(Open to, Record<String, Memory> record, @Nullable Memory before, Prefix prefix,
            InNetwork sighted) {
        var derived = Encountered.known(before, record.value(), sighted.relations());
        to.networks.put(record.value(), prefix);
        Map<MemoryId, Memory> atHand = Conclusions.byId(record.value(), sighted.relations());
        derived.forEach(claim -> to.conclusions.remember(claim, atHand));
        Instant at = record.value().updatedAt();
        Stream<? extends Claim> told = isImported(record) ? Stream.empty() : derived.stream();
        told.map(claim -> sealed.rekeyed(sealed.inherited(claim, sighted.relations()), at))
                .forEach(claim -> to.context.forward(
                        new Record<>(ClaimKey.of(claim), new Outcome.Claimed(Marked.of(claim)), record.timestamp())));
        if (sighted.isCut()) {
            setAside(to, record, "only the first " + config.networkLooksMax()
                    + " memories of addresses were looked at for this network");
        }
    }

    /**
     * Whether its state comes from another stack, so that what follows of it comes from there too: it is of another time than the
     * event that brought it, which is the record's.
     */
    private static boolean isImported(Record<String, Memory> record) {
        return record.timestamp() != record.value().updatedAt().toEpochMilli();
    }

    private static void setAside(Open to, Record<String, Memory> record, String reason) {
        to.context.forward(record.withValue(new Outcome.SetAside(DeadLetters.of(
                to.context.recordMetadata().orElseThrow(), "ledger", reason, record.value().tenant(),
                record.timestamp()))));
    }
}
