/** Puts what dead letters hold back to where it came from, once, or says that it does not matter; both are recorded. */
@NullMarked
package dev.palimpsest.ingest.redrive;

import org.jspecify.annotations.NullMarked;
