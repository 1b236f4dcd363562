package dev.palimpsest.query.brief;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.TrustTier;
import java.time.Instant;
import java.util.Optional;

/**
 * A question put to memory.
 *
 * @param tenant    whose memory, from the caller's credential
 * @param asker     who asks: a {@code user:}, {@code agent:}, {@code app:} or {@code run:}
 * @param text      the question, at most {@link #TEXT_LENGTH_MAX} UTF-16 units; may be blank
 * @param tokensMax what the rendered answer may cost by {@link Tokens}, {@link #TOKENS_MIN} to {@link #TOKENS_MAX}
 * @param language  of the answer; empty leaves it to the asker's profile, then to the language of the question
 * @param now       the instant that "recent" and "today" are counted from
 * @param scope     what it may be made of
 */
public record BriefRequest(TenantId tenant, Subject asker, String text, int tokensMax, Optional<Language> language,
        Instant now, Scope scope) {

    /** Longest question, in UTF-16 units. */
    public static final int TEXT_LENGTH_MAX = 4_096;

    /** Below this not even a headline fits beside the headings. */
    public static final int TOKENS_MIN = 400;

    /** The usual budget: some sixty cited versions with their text. */
    public static final int TOKENS_USUAL = 3_000;

    /** Most that may be asked for. */
    public static final int TOKENS_MAX = 32_000;

    /**
     * What a briefing may be made of.
     *
     * @param from         beginning of the period; empty leaves it to the question's words
     * @param to           its end, exclusive; empty for now
     * @param minTrust     only memories that rest on a word at least as strong
     * @param corroborated without what one weak source alone says
     */
    public record Scope(Optional<Instant> from, Optional<Instant> to, TrustTier minTrust, boolean corroborated) {

        /** Everything current, of the period that the question's words name. */
        public static final Scope ALL = new Scope(Optional.empty(), Optional.empty(), TrustTier.UNKNOWN, false);

        /** Whether nothing is left out for the word it rests on. */
        boolean isEverything() {
            return minTrust == TrustTier.UNKNOWN && !corroborated;
        }

        public Scope {
            if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
                throw new IllegalArgumentException("from lies before to; got: " + from.get() + " and " + to.get());
            }
        }
    }

    public BriefRequest {
        if (!asker.isActor()) {
            throw new IllegalArgumentException("a briefing is for a user, agent, app or run; got: " + asker);
        }
        if (text.length() > TEXT_LENGTH_MAX) {
            throw new IllegalArgumentException("a question has at most " + TEXT_LENGTH_MAX + " characters");
        }
        if (tokensMax < TOKENS_MIN || tokensMax > TOKENS_MAX) {
            throw new IllegalArgumentException(
                    "a briefing takes " + TOKENS_MIN + " to " + TOKENS_MAX + " tokens; got: " + tokensMax);
        }
    }
}
