package dev.palimpsest.trust.secret;

import java.util.List;
import java.util.function.Consumer;

/** Looks closer where one of its keywords stands. Looks a bounded way only, so that all of them together are linear. */
interface Detector {
    /** In any case; an index into this list names the keyword found. */
    List<String> keywords();

    /** Tells what the keyword at this place gives away. */
    void look(String text, int keyword, int start, int end, Consumer<Found> found);
}
