/** What sensors' events say: sightings as relations, and alert stories. */
@NullMarked
package dev.palimpsest.processor.extract.event;

import org.jspecify.annotations.NullMarked;
