/** Alerts of Sigma engines, with the event that matched. */
@NullMarked
package dev.palimpsest.ingest.decode.sigma;

import org.jspecify.annotations.NullMarked;
