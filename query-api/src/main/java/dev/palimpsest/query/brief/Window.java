package dev.palimpsest.query.brief;

import java.time.Instant;

/**
 * The period a question is about.
 *
 * @param from inclusive
 * @param to   exclusive
 * @param open whether it runs up to now, so that what a fast clock dated a little later still belongs to it
 */
record Window(Instant from, Instant to, boolean open) {}
