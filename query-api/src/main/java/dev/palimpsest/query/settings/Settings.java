package dev.palimpsest.query.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What tenants set. A change is durable before the method returns, and seen at once by the same process. Safe for several
 * threads. Every method throws {@link dev.palimpsest.access.Refusal} where the brokers do not answer.
 */
public interface Settings {

    /** What there is; each sort lives in one topic. */
    enum Sort {
        ACT(false), TENANCY(false), PROJECT(false), WEBHOOK(false), FEEDBACK(false), PROFILE_SETTINGS(false), ENTITY(
                false), EVENT(true), EXPORT(true), DELIVERY(true), PROFILE_JOB(true);

        private final boolean task;

        Sort(boolean task) {
            this.task = task;
        }

        /** Whether it is a task, of which the last state alone is kept, rather than an act, of which all are. */
        public boolean isTask() {
            return task;
        }
    }

    /** Most tasks of a sort that a tenant's latest are kept of; the oldest give way. */
    int TASKS_MAX = 10_000;

    /** Most characters of them together, as JSON; the oldest give way, but never the latest. */
    long TASKS_CHARACTERS_MAX = 16L << 20;

    /** The same for a tenant that another made, of which there may be many. */
    long MADE_TASKS_CHARACTERS_MAX = 1L << 20;

    /**
     * One thing as it stands.
     *
     * @param value not to be changed
     * @param at    since when
     * @param keyId the key it is sealed under wherever it is written; null where it holds nobody's own words. Once that key is
     *              destroyed there is no such entry
     */
    record Entry(TenantId tenant, Sort sort, String id, ObjectNode value, String actor, Instant at,
            @Nullable String keyId) {

        /** Nobody's own words. */
        public Entry(TenantId tenant, Sort sort, String id, ObjectNode value, String actor, Instant at) {
            this(tenant, sort, id, value, actor, at, null);
        }
    }

    /** The thing; empty where there is none. */
    Optional<Entry> get(TenantId tenant, Sort sort, String id);

    /** All of a sort, the latest set first. */
    List<Entry> all(TenantId tenant, Sort sort);

    /** All of a sort, whoever's, in no order. */
    List<Entry> all(Sort sort);

    /** Sets it, by that actor; nobody's own words are in it. */
    default void put(TenantId tenant, Sort sort, String id, ObjectNode value, String actor) {
        put(tenant, sort, id, value, actor, null);
    }

    /** Sets it, by that actor, with somebody's words in it: they are sealed under this key; null where they are nobody's. */
    void put(TenantId tenant, Sort sort, String id, ObjectNode value, String actor, @Nullable String keyId);

    /** The key that somebody's words are to be sealed under; null where nothing is sealed. */
    @Nullable
    String keyOf(TenantId tenant, Subject person);

    /** Takes it away; nothing happens where there is none. */
    void remove(TenantId tenant, Sort sort, String id, String actor);
}
