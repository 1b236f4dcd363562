/** STIX 2.0 and 2.1 bundles, relationships resolved to names. */
@NullMarked
package dev.palimpsest.ingest.decode.stix;

import org.jspecify.annotations.NullMarked;
