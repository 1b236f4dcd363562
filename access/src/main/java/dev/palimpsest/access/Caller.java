package dev.palimpsest.access;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.observation.Conversation;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling, by their credential alone.
 *
 * @param tenant whose memory they may touch
 * @param name   how receipts and orders name them
 * @param roles  what they may do
 * @param sight  how far they see
 * @param until  when their key ends, which says nothing of who they are: callers are equal without it; null where it does not, and for
 *               tokens, which are short-lived by nature
 */
public record Caller(TenantId tenant, String name, Set<Role> roles, Sight sight, @Nullable Instant until) {

    /** Whose credential is the operator's: of it is what belongs to no tenant, and nothing else. No customer may be called so. */
    public static final TenantId OPERATOR = new TenantId("palimpsest-operator");

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Whose key does not end. */
    public Caller(TenantId tenant, String name, Set<Role> roles, Sight sight) {
        this(tenant, name, roles, sight, null);
    }

    /** The same with a key that ends then; null for never. */
    public Caller until(@Nullable Instant end) {
        return new Caller(tenant, name, roles, sight, end);
    }

    /**
     * Insists that a key which they hand on does not outlive their own.
     *
     * @param end when it ends; null for never
     * @throws Refusal where it would
     */
    public void requireOutlives(@Nullable Instant end) {
        if (until != null && (end == null || end.isAfter(until))) {
            throw Refusal.clearance("a key lives no longer than the key that makes it: until " + until);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Caller caller && tenant.equals(caller.tenant) && name.equals(caller.name)
                && roles.equals(caller.roles) && sight.equals(caller.sight);
    }

    @Override
    public int hashCode() {
        return Objects.hash(tenant, name, roles, sight);
    }

    /** Who may do and see everything of a tenant. */
    public static Caller admin(TenantId tenant, String name) {
        return new Caller(tenant, name, Set.of(Role.ADMIN), Sight.ALL);
    }

    /** Whether they may do that. */
    public boolean may(Right right) {
        return right == Right.ANY || roles.stream().anyMatch(role -> role.may(right));
    }

    /**
     * Insists that they may do that.
     *
     * @throws Refusal where they may not
     */
    public void require(Right right) {
        if (!may(right)) {
            throw Refusal.forbidden(right);
        }
    }

    /**
     * Whose memory something is to become: one of those who are granted at least, and nobody else of the same type. Who is granted
     * {@code user:alice} writes for her with any assistant, and not for {@code user:bob}.
     *
     * @throws Refusal naming who is not granted
     */
    public void requireOpen(Collection<Subject> owners) {
        Set<Subject> granted = sight.persons();
        if (granted.isEmpty()) {
            return;
        }
        boolean known = owners.stream().anyMatch(granted::contains);
        owners.stream().filter(owner -> !granted.contains(owner)
                && (!known || granted.stream().anyMatch(person -> person.type().equals(owner.type())))).findFirst()
                .ifPresent(owner -> {
                    throw Refusal.notGranted(owner);
                });
    }

    /**
     * Whether they may say this: of whom it is to become the memory, and that nothing may ever change it, which is a curator's.
     *
     * @throws Refusal where they may not
     */
    public void requireMay(Conversation conversation) {
        if (conversation.terms().immutable()) {
            require(Right.CURATE);
        }
        requireOpen(conversation.actors());
    }

    /**
     * Insists that nothing is beyond their sight, for what cannot be told apart by marks and owners.
     *
     * @param what what it is that holds everything
     * @throws Refusal where something is
     */
    public void requireWhole(String what) {
        if (!sight.isAll()) {
            throw Refusal.clearance(what + ": it takes a key that is cleared for red and granted everybody");
        }
    }

    /** Whether what somebody of this tenant set going may be looked at: one's own, or everybody's where one sees everything. */
    public boolean owns(String actor) {
        return name.equals(actor) || sight.isAll();
    }
}
