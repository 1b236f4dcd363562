/** What extractors state on the strength of observations. */
@NullMarked
package dev.palimpsest.memory.claim;

import org.jspecify.annotations.NullMarked;
