package dev.palimpsest.processor.ledger;

import org.apache.kafka.streams.processor.PunctuationType;
import java.util.HashSet;
import dev.palimpsest.memory.observation.Payload.Action;
import dev.palimpsest.memory.ledger.Expiry;
import dev.palimpsest.memory.claim.Claim.Instruction;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.ledger.Decision;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.memory.ledger.Rivals;
import dev.palimpsest.processor.extract.Marked;
import dev.palimpsest.processor.topology.ClaimKey;
import dev.palimpsest.processor.topology.Contracts;
import dev.palimpsest.processor.topology.DeadLetters;
import dev.palimpsest.processor.topology.MemoryTopologyConfig;
import dev.palimpsest.processor.topology.Outcome;
import dev.palimpsest.processor.topology.Place;
import dev.palimpsest.trust.seal.SealedRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the memory a claim speaks of, decides, and appends: everything that may fail comes before the first effect. */
public final class DecideClaims implements Processor<String, Claim, String, Outcome> {

    /** The heads of all memories. */
    public static final String MEMORIES = "memory-by-id";

    private static final Logger LOGGER = LoggerFactory.getLogger(DecideClaims.class);
    static final String CHAIN = "chain-head";
    static final String HEAD = "head";

    private final MemoryTopologyConfig config;
    private final SealedRecords sealed;
    private @Nullable Open open;

    /** What is there between {@link #init} and {@link #close}. */
    private record Open(ProcessorContext<String, Outcome> context, SubjectMemories memories, Networks networks,
            KeyValueStore<String, String> chain, FanOut fanOut, Conclusions conclusions, OwnMemories own,
            Upkeep upkeep) {

        Withdrawal withdrawal(int max) {
            return new Withdrawal(conclusions, sought -> {
                Memory here = memories.get(sought.tenant(), sought.memory());
                return here == null ? networks.get(sought.tenant(), sought.memory()) : here;
            }, max);
        }

        ChainHead head() {
            return DecideClaims.head(chain);
        }
    }

    static ChainHead head(KeyValueStore<String, String> chain) {
        String text = chain.get(HEAD);
        return text == null ? ChainHead.NONE : ChainHead.parse(text);
    }

    private DecideClaims(MemoryTopologyConfig config, SealedRecords sealed) {
        this.config = config;
        this.sealed = sealed;
    }

    @Override
    public void init(ProcessorContext<String, Outcome> context) {
        open = new Open(context, new SubjectMemories(context.getStateStore(MEMORIES), sealed), Networks.of(context),
                context.getStateStore(CHAIN), new FanOut(context.getStateStore(FanOut.STORE), config.fanOutMax()),
                new Conclusions(context.getStateStore(Conclusions.STORE)), OwnMemories.of(context),
                Upkeep.of(context, config.upkeep(), sealed.sealer()));
        context.schedule(config.upkeep().tick(), PunctuationType.WALL_CLOCK_TIME, this::endWhatIsDue);
    }

    @Override
    public void process(Record<String, Claim> record) {
        Open to = open;
        if (to == null || record.value() == null) {
            return;
        }
        Claim claim = sealed.readable(record.value()).orElse(null);
        if (claim == null) { // who said it is forgotten meanwhile
            return;
        }
        if (claim instanceof Instruction order && order.action() == Action.END) {
            endSession(to, order);
        } else if (claim instanceof Statement word && Recurrences.isWord(claim)) {
            to.upkeep.recurrences().heard(word, now(to))
                    .ifPresent(fact -> settle(to, record, sealed.rekeyed(fact, now(to))));
        } else {
            settle(to, record, claim);
        }
    }

    private static Instant now(Open from) {
        return from.head().next(Instant.ofEpochMilli(from.context.currentSystemTimeMs()));
    }

    private void settle(Open to, Record<String, Claim> given, Claim said) {
        Upkeep.Named named = to.upkeep.named(said, to.memories);
        Claim claim = named.claim();
        Record<String, Claim> record = claim instanceof Statement ? given.withValue(claim) : given; // orders stay sealed
        Memory stored = named.stored();
        Memory memory = stored == null ? null : sealed.open(stored);
        ChainHead head = to.head();
        switch (decide(memory, claim, now(to))) {
            case Decision.Append append -> {
                append(to, record, append, new Before(stored, memory), head);
                if (named.wording() != null && memory != null) {
                    to.upkeep.wordings().alias(named.wording(), memory);
                }
            }
            case Decision.Contradicted contradicted -> contradict(to, record, contradicted, stored, head);
            case Decision.Unchanged _ -> {
                // nothing new is the usual outcome and leaves no trace
            }
            case Decision.Refused refused -> setAside(to, record, refused.reason().sentence());
        }
    }

    /** A claim that breaks a rule of the memory's own types is refused like any other that may not stand. */
    private static Decision decide(@Nullable Memory memory, Claim claim, Instant now) {
        try {
            return Ledger.decide(memory, claim, now);
        } catch (IllegalArgumentException e) {
            logBroken(claim, e);
            return new Decision.Refused(Decision.Reason.BREAKS_A_RULE);
        }
    }

    private static void logBroken(Claim claim, IllegalArgumentException rule) {
        LOGGER.atError().addKeyValue("memory", claim.memory()).addKeyValue("rule", Place.of(rule))
                .log("a claim breaks a rule");
    }

    private static void setAside(Open to, Record<String, Claim> record, String reason) {
        to.context.forward(record.withValue(new Outcome.SetAside(DeadLetters.of(
                to.context.recordMetadata().orElseThrow(), "ledger", reason, record.value().tenant(),
                record.timestamp()))));
    }

    /** The head that an event changes, as it is stored and as it is read. Both are folded on, so that stores equal the log. */
    private record Before(@Nullable Memory stored, @Nullable Memory opened) {

        /** What is stored after an event; where nothing is anybody's own that is what is read. */
        Memory after(MemoryEvent written, Memory read) {
            boolean nobodys = read.content().key().isEmpty()
                    && (stored == null || stored.content().key().isEmpty());
            return nobodys ? read : Ledger.apply(stored, written);
        }
    }

    private void append(Open to, Record<String, Claim> record, Decision.Append decided, Before known,
            ChainHead head) {
        MemoryEvent event = sealed.owned(record.value(), known.opened, decided.event());
        MemoryEvent then = decided.then();
        Memory before = known.opened;
        Memory first = Ledger.apply(before, event);
        Memory memory = then == null ? first : Ledger.apply(first, then);
        MemoryEvent written = sealed.seal(event);
        Memory firstStored = known.after(written, first);
        LogRecord entry = LogRecord.chain(head.hash(), written);
        boolean imported = record.value() instanceof Claim.Import; // what follows of it is imported too
        if (before == null && !imported && !isRoomFor(to, record, memory)) {
            return;
        }
        Following following;
        try {
            following = following(to, before, memory, event, record.value());
        } catch (IllegalArgumentException e) { // one of the two that meet is no such memory; nothing is written yet
            logBroken(record.value(), e);
            setAside(to, record, Decision.Reason.BREAKS_A_RULE.sentence());
            return;
        }
        Instant at = event.header().systemTime();
        if (then == null) {
            put(to, entry, firstStored);
        } else {
            putBoth(to, entry, Ledger.apply(firstStored, then), then);
        }
        to.upkeep.changed(before, memory, record.value());
        makeRoom(to, memory, at);
        tell(to, record, memory, following, at);
    }

    /**
     * What comes of an event beside it.
     *
     * @param met     memories that it was matched with
     * @param news    what becomes of what was concluded from the memory
     * @param derived what is concluded now
     */
    private record Following(List<Memory> met, List<Claim> news, List<? extends Claim> derived) {}

    private Following following(Open to, @Nullable Memory before, Memory memory, MemoryEvent event, Claim cause) {
        boolean imported = cause instanceof Claim.Import;
        List<Memory> met = met(to, before, memory, cause);
        List<Claim> news = imported || Networks.isNetwork(memory)
                ? List.of() // every partition hears of it there
                : to.withdrawal(config.conclusionsMax()).news(before, memory, Withdrawal.Cause.of(cause));
        return new Following(met, news, imported
                ? Encountered.rejoined(memory, met)
                : derived(to, before, memory, event, cause, met));
    }

    private void tell(Open to, Record<String, Claim> record, Memory memory, Following following, Instant at) {
        boolean imported = record.value() instanceof Claim.Import;
        List<Claim> news = following.news();
        List<Memory> met = following.met();
        news.stream().limit(config.conclusionsMax()).forEach(claim -> claimed(to, claim, at));
        if (!following.derived().isEmpty()) {
            Map<MemoryId, Memory> atHand = Conclusions.byId(memory, met);
            List<Memory> sources = Stream.concat(Stream.of(memory), met.stream()).toList();
            following.derived().forEach(claim -> {
                to.conclusions.remember(claim, atHand);
                if (!imported) {
                    claimed(to, sealed.rekeyed(sealed.inherited(claim, sources), at), at);
                }
            });
        }
        if (news.size() > config.conclusionsMax()) {
            setAside(to, record, "only the first " + config.conclusionsMax()
                    + " conclusions from this memory were told what became of it");
        }
        if (met.size() > config.encountersMax()) {
            setAside(to, record, "only the first " + config.encountersMax()
                    + " memories of the subject were matched with this one");
        }
    }

    /** On its subject and, where that is an address, on the networks it is in; one more than will be looked at. */
    private List<Memory> met(Open to, @Nullable Memory before, Memory memory, Claim cause) {
        int max = config.encountersMax() + 1;
        Stream<Memory> here = Encountered.counterparts(before, memory, cause).stream()
                .flatMap(kind -> to.memories.of(memory.tenant(), memory.subject(), kind, max).stream());
        Stream<Memory> around = memory.kind() == Kind.RELATION
                ? to.networks.around(memory.tenant(), memory.subject(), max).stream()
                : Stream.empty();
        return Stream.concat(here, around).limit(max).toList();
    }

    /** What follows from the memory as it stands now. */
    private List<Claim> derived(Open to, @Nullable Memory before, Memory memory, MemoryEvent event, Claim cause,
            List<Memory> met) {
        if (cause instanceof Claim.Rollback) {
            return List.of(); // what follows has orders of its own
        }
        List<Claim> derived = new ArrayList<>(Rivals.settled(before, memory, cause));
        derived.addAll(Recurrences.of(before, memory, cause, config.upkeep().promotedAfter()));
        derived.addAll(Encountered.of(before, memory, cause, met.stream().limit(config.encountersMax()).toList()));
        if (NewBehaviour.concerns(memory, event) && cause instanceof Statement statement) {
            derived.addAll(NewBehaviour.of(before, memory, statement, to.memories.of(memory.tenant(),
                    memory.subject(), Kind.RELATION, config.encountersMax())).stream().toList());
        }
        return derived;
    }

    private static boolean isRoomFor(Open to, Record<String, Claim> record, Memory created) {
        FanOut.Verdict verdict = to.fanOut.count(created);
        if (verdict == FanOut.Verdict.FIRST_OVER) {
            setAside(to, record, to.fanOut.reason(created));
        }
        return verdict == FanOut.Verdict.FINE;
    }

    /** The standing memory learns that it is contradicted; what contradicts it is decided like any claim. */
    private void contradict(Open to, Record<String, Claim> record, Decision.Contradicted decided,
            @Nullable Memory before, ChainHead head) {
        MemoryEvent event = decided.event();
        if (event != null) {
            Memory memory = Ledger.apply(before, event);
            put(to, LogRecord.chain(head.hash(), event), memory);
            to.upkeep.changed(before == null ? null : sealed.open(before), sealed.open(memory), null);
        }
        claimed(to, decided.rival(), Instant.ofEpochMilli(record.timestamp()));
    }

    /** What crowds a session leaves it, in the decision that crowded it. */
    private void makeRoom(Open to, Memory memory, Instant at) {
        if (memory.kind() == Kind.WORKING && memory.status() == Status.CURRENT) {
            Expiry expiry = config.upkeep().expiry();
            to.upkeep.sessions().crowded(memory.tenant(), memory.subject(), expiry.sessionItems(), to.memories)
                    .forEach(oldest -> expire(to, oldest, expiry.crowdedOut(oldest, at)));
        }
    }

    private void endSession(Open to, Instruction order) {
        Instant now = now(to);
        to.upkeep.sessions().standing(order.tenant(), order.subject(), to.memories).forEach(
                memory -> Expiry.ended(memory, order, now).ifPresent(ended -> expire(to, memory, ended)));
    }

    /** Ends what is due. The clock is read here alone; what comes of it is in the log. */
    private void endWhatIsDue(long clock) {
        Open to = open;
        if (to == null) {
            return;
        }
        Instant at = Instant.ofEpochMilli(clock);
        to.upkeep.endings().take(at, config.upkeep().looksPerTick(), to.memories).forEach(ending -> expire(to,
                ending.memory(), Expiry.event(ending.memory(), ending.end(), to.head().next(at))));
    }

    private void expire(Open to, Memory stored, MemoryEvent.Expired event) {
        Memory ended = Ledger.apply(stored, event);
        put(to, LogRecord.chain(to.head().hash(), event), ended);
        to.upkeep.changed(sealed.open(stored), sealed.open(ended), null);
    }

    private static void put(Open to, LogRecord entry, Memory memory) {
        to.memories.put(memory);
        to.own.note(memory);
        to.chain.put(HEAD, ChainHead.after(entry).toText());
        to.context.forward(new Record<>(memory.id().toString(), new Outcome.Appended(entry, memory),
                entry.event().header().systemTime().toEpochMilli()));
    }

    /** What follows is marked as what is read is: it may repeat a name that reads like an order. */
    private static void claimed(Open to, Claim derived, Instant at) {
        Claim claim = Marked.of(derived);
        to.context.forward(new Record<>(ClaimKey.of(claim), new Outcome.Claimed(claim), at.toEpochMilli()));
    }

    /** Two events that belong together: only the state after both is ever a head. */
    private static void putBoth(Open to, LogRecord first, Memory memory, MemoryEvent then) {
        LogRecord second = LogRecord.chain(first.hash(), then);
        to.memories.put(memory);
        to.own.note(memory);
        to.chain.put(HEAD, ChainHead.after(second).toText());
        long at = then.header().systemTime().toEpochMilli();
        String key = memory.id().toString();
        to.context.forward(new Record<>(key, new Outcome.Logged(first), at));
        to.context.forward(new Record<>(key, new Outcome.Appended(second, memory), at));
    }

    /** Makes the processor and its stores. */
    public record Supplier(Contracts contracts, MemoryTopologyConfig config)
            implements
                ProcessorSupplier<String, Claim, String, Outcome> {

        @Override
        public Processor<String, Claim, String, Outcome> get() {
            return new DecideClaims(config, contracts.sealed());
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            Set<StoreBuilder<?>> stores = new HashSet<>(Upkeep.stores());
            stores.addAll(List.of(
                    Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(MEMORIES), Serdes.String(),
                            contracts.memory()).withCachingEnabled(),
                    FanOut.builder(), Conclusions.builder(), OwnMemories.builder(),
                    Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(Networks.HEADS), Serdes.String(),
                            contracts.network()).withCachingEnabled(),
                    Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(Networks.LENGTHS), Serdes.String(),
                            Serdes.String()).withCachingEnabled(),
                    Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(CHAIN), Serdes.String(), Serdes.String())
                            .withCachingEnabled()));
            return stores;
        }
    }
}
