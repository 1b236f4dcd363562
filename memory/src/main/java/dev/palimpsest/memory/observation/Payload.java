package dev.palimpsest.memory.observation;

import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Micros;
import dev.palimpsest.memory.Origin;
import dev.palimpsest.memory.Subject;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The six things that can be observed. */
public sealed interface Payload {

    /**
     * One turn of a conversation.
     *
     * @param subject      whose memory it goes to
     * @param role         who spoke
     * @param text         what was said, verbatim
     * @param session      the conversation, as a {@code run:} subject; null where none is known
     * @param participants other actors it belongs to, such as {@code agent:triage-bot}
     * @param metadata     the caller's own labels, returned as they came
     * @param infer        whether statements may be read out of it; the verbatim turn is kept in any case
     * @param terms        on which it is to be remembered
     */
    record ConversationTurn(Subject subject, Role role, String text, @Nullable Subject session,
            List<Subject> participants, Map<String, String> metadata, boolean infer, Terms terms) implements Payload {
        public ConversationTurn {
            participants = List.copyOf(participants);
            metadata = Map.copyOf(metadata);
        }

        /** On the usual terms. */
        public ConversationTurn(Subject subject, Role role, String text, @Nullable Subject session,
                List<Subject> participants, Map<String, String> metadata, boolean infer) {
            this(subject, role, text, session, participants, metadata, infer, Terms.USUAL);
        }

        /** The same turn in other words. */
        public ConversationTurn saying(String words) {
            return new ConversationTurn(subject, role, words, session, participants, metadata, infer, terms);
        }
    }

    /**
     * How a caller wants what it says to be remembered.
     *
     * @param until     when it ends; null for no end
     * @param immutable nothing may change it any more; heeded where the turn's word is strong enough
     * @param working   as the scratch of its session, not as a fact
     */
    record Terms(@Nullable Instant until, boolean immutable, boolean working) {

        /** No end, changeable, for good. */
        public static final Terms USUAL = new Terms(null, false, false);
    }

    /** Who spoke a turn. */
    enum Role {
        USER, ASSISTANT, SYSTEM, TOOL
    }

    /**
     * One event of a sensor, decoded to ECS field names.
     *
     * @param format what it was decoded from, such as {@code sysmon} or {@code zeek}
     * @param fields flat ECS names with their values in order; bounded by the decoder
     * @param raw    the record as it came
     */
    record Event(String format, SortedMap<String, List<String>> fields, String raw) implements Payload {
        public Event {
            fields = copy(fields);
        }

        /** The first value of a field. */
        public Optional<String> first(String field) {
            return fields.getOrDefault(field, List.of()).stream().findFirst();
        }

        /** Whether a field holds the value, in any case. */
        public boolean has(String field, String value) {
            return fields.getOrDefault(field, List.of()).stream().anyMatch(value::equalsIgnoreCase);
        }
    }

    /**
     * One object of an intelligence source, decoded to STIX-like names.
     *
     * @param format     {@code stix}, {@code csv}, {@code list}
     * @param objectType {@code indicator} or {@code relationship}
     * @param fields     see {@code docs/formats.md}
     * @param raw        the object as it came
     */
    record IntelligenceObject(String format, String objectType, SortedMap<String, List<String>> fields, String raw)
            implements
                Payload {
        public IntelligenceObject {
            fields = copy(fields);
        }

        /** The first value of a field. */
        public Optional<String> first(String field) {
            return fields.getOrDefault(field, List.of()).stream().findFirst();
        }
    }

    /**
     * Somebody's order about one memory.
     *
     * @param subject whose memory it is, which decides where the order is carried out
     * @param memory  which memory
     * @param action  what to do
     * @param text    the new text of a revision; null otherwise
     * @param reason  why, in the caller's words; may be empty
     * @param actor   who ordered it
     * @param changes what a revision sets beside the text, see {@link Reserved}; usually none
     */
    record Command(Subject subject, MemoryId memory, Action action, @Nullable String text, String reason, String actor,
            Map<String, String> changes) implements Payload {
        public Command {
            changes = Map.copyOf(changes);
        }

        /** An order that sets nothing beside the text. */
        public Command(Subject subject, MemoryId memory, Action action, @Nullable String text, String reason,
                String actor) {
            this(subject, memory, action, text, reason, actor, Map.of());
        }
    }

    /**
     * Somebody's order that a memory becomes what it would be had a source not spoken.
     *
     * @param subject whose memory it is, which decides where the order is carried out
     * @param memory  which memory
     * @param version of the memory that the order was worked out from; 0 where there was none
     * @param instead what it would be; null where there would be none
     * @param source  whose word is taken out: a sender, or a sender's stream with its label
     * @param since   what it said from then on
     * @param reason  why, in the caller's words; may be empty
     * @param actor   who ordered it
     */
    record Rollback(Subject subject, MemoryId memory, long version, @Nullable Memory instead, String source,
            Instant since, String reason, String actor) implements Payload {
        public Rollback {
            since = Micros.of(since);
        }
    }

    /**
     * A memory as it stands on another stack, brought here.
     *
     * @param memory as it is there, its content readable, or sealed under a key of this stack
     * @param before the digest of its portable form one version before; null where this is the first that comes
     * @param origin what made it so there; null where that is not known
     * @param owner  whose words it is made of; null where they are nobody's own
     * @param actor  who brought it
     */
    record Import(Memory memory, @Nullable String before, @Nullable Origin origin, @Nullable Subject owner,
            String actor) implements Payload {

        /** The same with the memory sealed or opened. */
        public Import holding(Memory other) {
            return new Import(other, before, origin, owner, actor);
        }
    }

    /** What can be ordered. */
    enum Action {
        REVISE, RETRACT, RESTORE, QUARANTINE, RELEASE,
        /** Forget the content of what is quarantined for good. */
        PURGE,
        /** Keep it from ending by itself. */
        PIN,
        /** Let it end again as others do. */
        UNPIN,
        /** Keep it as it is for good. */
        IMMUTABLE,
        /** Of a session: its working memory is over. Its memory is a name of the session that no memory has. */
        END
    }

    private static SortedMap<String, List<String>> copy(SortedMap<String, List<String>> fields) {
        TreeMap<String, List<String>> copy = new TreeMap<>();
        fields.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        return Collections.unmodifiableSortedMap(copy);
    }
}
