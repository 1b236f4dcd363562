package dev.palimpsest.query.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.memory.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What tenants set. A change is durable before the method returns, and seen at once by the same process. Safe for several
 * threads. Every method throws {@link dev.palimpsest.access.Refusal} where the brokers do not answer.
 */
public interface Settings {

    /** What there is; each sort lives in one topic. */
    enum Sort {
        ACT(false), PROJECT(false), WEBHOOK(false), FEEDBACK(false), PROFILE_SETTINGS(false), ENTITY(false), EVENT(
                true), EXPORT(
                        true), DELIVERY(true), PROFILE_JOB(true);

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

    /**
     * One thing as it stands.
     *
     * @param value not to be changed
     * @param at    since when
     */
    record Entry(TenantId tenant, Sort sort, String id, ObjectNode value, String actor, Instant at) {}

    /** The thing; empty where there is none. */
    Optional<Entry> get(TenantId tenant, Sort sort, String id);

    /** All of a sort, the latest set first. */
    List<Entry> all(TenantId tenant, Sort sort);

    /** All of a sort, whoever's, in no order. */
    List<Entry> all(Sort sort);

    /** Sets it, by that actor. */
    void put(TenantId tenant, Sort sort, String id, ObjectNode value, String actor);

    /** Takes it away; nothing happens where there is none. */
    void remove(TenantId tenant, Sort sort, String id, String actor);
}
