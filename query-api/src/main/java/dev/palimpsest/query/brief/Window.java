package dev.palimpsest.query.brief;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The period a question is about.
 *
 * @param from inclusive
 * @param to   exclusive
 * @param open whether it runs up to now, so that what a fast clock dated a little later still belongs to it
 */
record Window(Instant from, Instant to, boolean open) {

    /** The period that a request names; one that has an end alone is as long as "recently". */
    static Optional<Window> of(BriefRequest.Scope scope, Instant now) {
        if (scope.from().isEmpty() && scope.to().isEmpty()) {
            return Optional.empty();
        }
        Instant to = scope.to().orElse(now);
        Instant from = scope.from().orElse(to.minus(Duration.ofDays(TimeWords.USUAL_DAYS)));
        return Optional.of(new Window(from, to, scope.to().isEmpty()));
    }
}
