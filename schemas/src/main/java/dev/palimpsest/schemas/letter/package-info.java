/** Dead letters: their names, what can be done with each, and what became of it. */
@NullMarked
package dev.palimpsest.schemas.letter;

import org.jspecify.annotations.NullMarked;
