/** Composes briefings from remembered facts: no model, no HTTP, every line with the memory versions it rests on. */
@NullMarked
package dev.palimpsest.query.brief;

import org.jspecify.annotations.NullMarked;
