package dev.palimpsest.processor.ledger;

import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.MemoryRef;
import dev.palimpsest.memory.Status;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Bearing;
import dev.palimpsest.memory.claim.Claim.SourceNews;
import dev.palimpsest.memory.indicator.Lifecycle;
import dev.palimpsest.processor.ledger.Conclusions.Conclusion;
import dev.palimpsest.processor.ledger.Conclusions.Located;
import java.util.ArrayList;
import java.util.List;
import dev.palimpsest.trust.seal.Sealer;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What follows for conclusions when a memory they were drawn from is taken back, doubted, or stands again. What ends by
 * its own time takes nothing back: it was so while it held.
 *
 * @param conclusions what was drawn in this partition
 * @param heads       finds a memory of this partition; null where there is none
 * @param max         most conclusions that are told of one memory
 */
record Withdrawal(Conclusions conclusions, Function<Found, @Nullable Memory> heads, int max) {

    /** What is looked for. */
    record Found(TenantId tenant, Located memory) {}

    /**
     * What made the difference.
     *
     * @param reason  in the words of who ordered it; empty where these are sealed: they stand in that memory's own history
     * @param planned whether what says something else of it has been told by orders of their own
     */
    record Cause(List<Evidence> evidence, TrustTier trust, Tlp marking, String reason, boolean planned) {

        static Cause of(Claim claim) {
            String reason = switch (claim) {
                case Claim.Instruction order -> Sealer.keyOf(order.reason()).isPresent() ? "" : order.reason();
                case Claim.SourceNews news -> news.reason();
                case Claim.Rollback order -> "without the word of " + order.source();
                case Claim.Statement _,Claim.Import _ -> "";
            };
            return new Cause(claim.evidence(), claim.trust(), claim.marking(), reason,
                    claim instanceof Claim.Rollback);
        }

        /** Where only the head is known. */
        static Cause of(Memory head) {
            return new Cause(head.evidence(), head.trust(), head.marking(), "", false);
        }
    }

    /** How a memory bears out what is concluded from it. */
    static Bearing bearing(Memory memory) {
        return switch (memory.status()) {
            case RETRACTED, ERASED -> Bearing.FALLEN;
            case QUARANTINED -> Bearing.DOUBTED;
            case CURRENT, EXPIRED -> Lifecycle.isBelieved(memory) ? Bearing.STANDS : Bearing.DOUBTED;
        };
    }

    /**
     * What is to be told to the conclusions from a memory.
     *
     * @param before its head before; null where it is new
     * @return at most {@link #max} and one more, by which is seen that there were too many
     */
    List<Claim> news(@Nullable Memory before, Memory after, Cause cause) {
        if (before == null) {
            return List.of();
        }
        Bearing bearing = bearing(after);
        boolean elsewise = bearing == Bearing.STANDS && !cause.planned() && Encountered.saysElse(before, after);
        if (bearing == bearing(before) && !elsewise) {
            return List.of();
        }
        List<Claim> news = new ArrayList<>();
        for (Conclusion conclusion : conclusions.from(after.tenant(), after.id(), max + 1)) {
            if (bearing == Bearing.STANDS && !elsewise && !isBorneOut(after, conclusion)) {
                continue; // it stands again, and what it needs beside it does not
            }
            news.add(new SourceNews(after.tenant(), conclusion.subject(), conclusion.memory(),
                    concerned(after, conclusion, bearing), elsewise ? Bearing.DOUBTED : bearing,
                    reason(after, cause, elsewise), cause.trust(), cause.marking(), cause.evidence()));
        }
        return news;
    }

    private boolean isBorneOut(Memory after, Conclusion conclusion) {
        return conclusion.together().isEmpty() || conclusion.together().stream()
                .map(other -> heads.apply(new Found(after.tenant(), other)))
                .anyMatch(other -> other != null && bearing(other) != Bearing.FALLEN);
    }

    /** Itself and, where it falls or stands again, what bears the conclusion out only together with it. */
    private List<MemoryRef> concerned(Memory after, Conclusion conclusion, Bearing bearing) {
        List<MemoryRef> concerned = new ArrayList<>(List.of(after.ref()));
        if (bearing != Bearing.DOUBTED) {
            conclusion.beside().forEach(id -> concerned.add(new MemoryRef(id, 1)));
        }
        for (Located other : conclusion.together()) {
            Memory partner = heads.apply(new Found(after.tenant(), other));
            boolean moves = partner != null && switch (bearing) {
                case FALLEN -> !hasAnotherGround(after, conclusion, partner);
                case STANDS -> bearing(partner) != Bearing.FALLEN;
                case DOUBTED -> false;
            };
            if (moves) {
                concerned.add(partner.ref());
            }
        }
        return concerned;
    }

    private boolean hasAnotherGround(Memory fallen, Conclusion conclusion, Memory partner) {
        MemoryId own = fallen.id();
        return conclusions.together(fallen.tenant(), partner.id(), conclusion.memory()).stream()
                .filter(other -> !other.id().equals(own))
                .map(other -> heads.apply(new Found(fallen.tenant(), other)))
                .anyMatch(other -> other != null && bearing(other) != Bearing.FALLEN);
    }

    private static String reason(Memory after, Cause cause, boolean elsewise) {
        String what = after.kind().name().toLowerCase(Locale.ROOT) + " " + after.ref();
        String order = cause.reason().isEmpty() ? "" : ": " + cause.reason();
        return what + (elsewise ? " says something else since" : became(after)) + order;
    }

    private static String became(Memory after) {
        boolean disbelieved = after.kind() == Kind.INDICATOR && !Lifecycle.isBelieved(after)
                && after.status() == Status.CURRENT;
        return disbelieved
                ? " was reported false too often"
                : after.status() == Status.CURRENT
                        ? " stands again"
                        : " is " + after.status().name().toLowerCase(Locale.ROOT);
    }
}
