/** The life of indicators: what their sources say, what sightings change, and what they are worth at a given time. Pure. */
@NullMarked
package dev.palimpsest.memory.indicator;

import org.jspecify.annotations.NullMarked;
