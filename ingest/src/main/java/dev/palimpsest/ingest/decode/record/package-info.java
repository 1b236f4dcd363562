/** What every decoder is given and makes: arrivals, bounded field sets, times and decoded records. */
@NullMarked
package dev.palimpsest.ingest.decode.record;

import org.jspecify.annotations.NullMarked;
