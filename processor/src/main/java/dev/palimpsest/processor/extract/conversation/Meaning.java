package dev.palimpsest.processor.extract.conversation;

/** What a statement says about its speaker or the speaker's work. */
enum Meaning {
    WATCH, UNWATCH, HABIT, UNHABIT, UNHABIT_OLD, GROUPING, LANGUAGE, DETAIL, DETAIL_SHORT, FORMAT, ROLE, NAME, NAME_CAPITAL, DECISION, ASSET;

    /** Whether it is about the standing way of things, so that "this time" or "today" takes its meaning away. */
    boolean isStanding() {
        return switch (this) {
            case HABIT, UNHABIT, UNHABIT_OLD, GROUPING, LANGUAGE, DETAIL, DETAIL_SHORT, FORMAT -> true;
            case WATCH, UNWATCH, ROLE, NAME, NAME_CAPITAL, DECISION, ASSET -> false;
        };
    }
}
