package dev.palimpsest.query.recall;

import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Sight;
import dev.palimpsest.index.Condition;
import dev.palimpsest.index.Labels;
import dev.palimpsest.index.MemoryFilter;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Pap;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.indicator.IndicatorFields;
import dev.palimpsest.memory.ledger.MemoryEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Any reader, as far as one caller sees. What lies beyond their {@link Sight} is not found, not counted and not ranked: it is left out by the
 * query itself, so that a page is full and a count is true of what they see.
 */
public final class Sighted implements MemoryReader {

    /** The types of those whom memories belong to. */
    private static final List<String> ACTORS = List.of("user", "agent", "app", "run");

    /** Of memories whose ids begin alike, how many are looked at before some are left out. */
    private static final int ALIKE_MAX = 100;

    private final MemoryReader reader;
    private final Caller caller;

    private Sighted(MemoryReader reader, Caller caller) {
        this.reader = reader;
        this.caller = caller;
    }

    /** The reader as this caller may use it. */
    public static MemoryReader of(MemoryReader reader, Caller caller) {
        return new Sighted(reader, caller);
    }

    /**
     * A past as this caller may read it: what they may not see today they may not see as it was either, since it may have been marked
     * stricter since. What is searched for is ranked without it; pages of lists may hold less than was asked for then.
     *
     * @param then the past, asking a live reader what is near in meaning
     */
    static MemoryReader past(UnaryOperator<MemoryReader> then, MemoryReader live, Caller caller) {
        MemoryReader now = of(live, caller);
        MemoryReader sighted = of(then.apply(now), caller);
        return caller.sight().isAll() ? sighted : new StillSeen(sighted, now);
    }

    /** Whether the caller may know of this state of a memory. */
    public static boolean sees(Caller caller, Memory memory) {
        return memory.tenant().equals(caller.tenant()) && caller.sight().sees(memory, Labels.owners(memory));
    }

    /** Whether the caller may read what this event says, by its own marks: what stands now may be marked less. */
    public static boolean sees(Caller caller, MemoryEvent event) {
        Pap pap = said(event).flatMap(plain -> plain.first(IndicatorFields.PAP)).flatMap(Pap::named).orElse(Pap.CLEAR);
        return caller.sight().isCleared(event.header().marking(), pap);
    }

    private static Optional<Content.Plain> said(MemoryEvent event) {
        return switch (event) {
            case MemoryEvent.Created created -> created.fact().content().plain();
            case MemoryEvent.Revised revised -> revised.fact().content().plain();
            case MemoryEvent.Superseded superseded -> superseded.fact().content().plain();
            case MemoryEvent.RolledBack back -> back.fact().content().plain();
            case MemoryEvent.Imported imported -> imported.memory().content().plain();
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<Memory> get(TenantId tenant, MemoryId id) {
        return reader.get(own(tenant), id).filter(memory -> sees(caller, memory));
    }

    @Override
    public List<Memory> startingWith(TenantId tenant, String prefix, int size) {
        return reader.startingWith(own(tenant), prefix, ALIKE_MAX).stream().filter(memory -> sees(caller, memory))
                .limit(size).toList();
    }

    @Override
    public Page list(TenantId tenant, MemoryFilter filter, int size, @Nullable String after) {
        return reader.list(own(tenant), seen(filter), size, after);
    }

    @Override
    public List<Hit> search(TenantId tenant, String text, MemoryFilter filter, int size) {
        return reader.search(own(tenant), text, seen(filter), size);
    }

    @Override
    public long count(TenantId tenant, MemoryFilter filter) {
        return reader.count(own(tenant), seen(filter));
    }

    @Override
    public List<Owner> owners(TenantId tenant, MemoryFilter filter, @Nullable Subject after, int size) {
        Set<Subject> persons = caller.sight().persons();
        List<Owner> owners = reader.owners(own(tenant), seen(filter), after, persons.isEmpty() ? size : 1000);
        return owners.stream().filter(owner -> caller.sight().isOpen(owner.actor())).limit(size).toList();
    }

    private MemoryFilter seen(MemoryFilter filter) {
        Sight sight = caller.sight();
        if (sight.isAll()) {
            return filter;
        }
        Condition marked = new Condition.Marked(sight.tlp(), sight.pap());
        Condition open = sight.persons().isEmpty()
                ? Condition.always()
                : new Condition.Any(List.of(new Condition.Owned(sight.persons()), new Condition.Not(new Condition.Any(
                        ACTORS.stream().<Condition>map(Condition.OwnedBySome::new).toList()))));
        return filter.where(new Condition.All(Stream.of(filter.where(), marked, open).toList()));
    }

    private TenantId own(TenantId tenant) {
        if (!tenant.equals(caller.tenant())) {
            throw new IllegalStateException("a caller of one tenant was read another's memory");
        }
        return tenant;
    }
}
