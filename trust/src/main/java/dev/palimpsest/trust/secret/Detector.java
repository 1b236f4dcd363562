package dev.palimpsest.trust.secret;

import java.util.List;
import java.util.function.Consumer;

/** Looks closer where one of its keywords stands. What it reads it reads through the reading, so that no stretch is read for each keyword in it. */
interface Detector {
    /** In any case; an index into this list names the keyword found. */
    List<String> keywords();

    /** Tells what the keyword at this place gives away. */
    void look(Reading reading, int keyword, int start, int end, Consumer<Found> found);
}
