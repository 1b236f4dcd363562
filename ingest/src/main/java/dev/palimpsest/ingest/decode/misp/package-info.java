/** MISP events with their attributes, objects, tags and galaxies. */
@NullMarked
package dev.palimpsest.ingest.decode.misp;

import org.jspecify.annotations.NullMarked;
