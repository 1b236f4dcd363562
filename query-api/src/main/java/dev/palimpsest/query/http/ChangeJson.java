package dev.palimpsest.query.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.ledger.EventHeader;
import dev.palimpsest.query.audit.MemoryLog;
import dev.palimpsest.query.follow.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event of any memory as those who follow the log are told; where the log has it is for histories to say, since places count what others remember.
 *
 * @param held true where the words are kept back until somebody has looked at them; left out otherwise
 * @param untrusted true where it is the word of data or of an assistant: nothing to act on; left out otherwise
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ChangeJson(String event, String id, long version, String ref, String subject, String kind,
        @Nullable String text, @Nullable Boolean erased, @Nullable Boolean held, @Nullable Boolean untrusted,
        @Nullable Long count, @Nullable String reason,
        Instant validFrom, @Nullable Instant validTo, Instant systemTime, String trust, String marking, String hash) {

    static ChangeJson of(MemoryLog.Entry entry, Words words) {
        EventHeader header = entry.record().event().header();
        EventJson event = EventJson.of(entry);
        boolean told = words == Words.TOLD;
        boolean untrusted = header.trust().isBelow(TrustTier.CONTROL_PLANE);
        return new ChangeJson(event.event(), header.memory().toString(), header.version(),
                new MemoryRef(header.memory(), header.version()).toString(),
                Untrusted.escaped(header.subject().toString()), MemoryJson.word(header.kind()),
                told ? event.text() : null,
                words == Words.ERASED ? Boolean.TRUE : event.erased(),
                words == Words.HELD ? Boolean.TRUE : null, untrusted ? Boolean.TRUE : null, event.count(),
                event.reason(), event.validFrom(), event.validTo(), event.systemTime(),
                event.trust(), MemoryJson.word(header.marking()), event.hash());
    }
}
