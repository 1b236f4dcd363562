package dev.palimpsest.processor.extract;

import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload.Command;
import dev.palimpsest.memory.observation.Payload.Import;
import dev.palimpsest.memory.observation.Payload.Rollback;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders about one memory, handed on as they were given: whoever gave them has the trust of the observation, no more. */
public final class CommandClaims {

    private static final Extractor EXTRACTOR = new Extractor("commands", 1);

    private CommandClaims() {}

    /**
     * The instruction in a command; nothing for any other payload.
     *
     * @return at most one claim, holding from the time the order was given; a text over
     *         {@link Limits#TEXT_LENGTH_MAX} is cut there
     */
    public static List<Claim> of(Observed observed) {
        Observation observation = observed.observation();
        return switch (observation.payload()) {
            case Command command -> List.of(instruction(observed, command));
            case Rollback order -> List.of(new Claim.Rollback(observation.tenant(), order.subject(), order.memory(),
                    order.version(), order.instead(), order.source(), order.since(), order.reason(), order.actor(),
                    observation.trust(), observation.marking(), List.of(observed.evidence(null, EXTRACTOR))));
            case Import order -> List.of(new Claim.Import(observation.tenant(), order.memory().subject(),
                    order.memory(), order.before(), order.origin(), observation.trust(), observation.marking(),
                    List.of(observed.evidence(null, EXTRACTOR)), null));
            default -> List.of();
        };
    }

    private static Claim instruction(Observed observed, Command command) {
        Observation observation = observed.observation();
        return new Claim.Instruction(observation.tenant(), command.subject(), command.memory(),
                command.action(), cut(command.text()), command.reason(), command.actor(), observation.occurredAt(),
                observation.trust(), observation.marking(), List.of(observed.evidence(null, EXTRACTOR)),
                command.changes());
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= Limits.TEXT_LENGTH_MAX
                ? text
                : text.substring(0, Limits.TEXT_LENGTH_MAX);
    }
}
