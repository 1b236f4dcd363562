/** QRadar's Log Event Extended Format, versions 1 and 2. */
@NullMarked
package dev.palimpsest.ingest.decode.leef;

import org.jspecify.annotations.NullMarked;
