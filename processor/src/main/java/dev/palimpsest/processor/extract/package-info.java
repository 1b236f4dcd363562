/** Reads claims out of observations: deterministic, pure, bounded. */
@NullMarked
package dev.palimpsest.processor.extract;

import org.jspecify.annotations.NullMarked;
