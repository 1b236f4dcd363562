/** Decoded input becomes observations with deterministic ids. */
@NullMarked
package dev.palimpsest.ingest.observe;

import org.jspecify.annotations.NullMarked;
