/** ArcSight's Common Event Format, as security products write it. */
@NullMarked
package dev.palimpsest.ingest.decode.cef;

import org.jspecify.annotations.NullMarked;
