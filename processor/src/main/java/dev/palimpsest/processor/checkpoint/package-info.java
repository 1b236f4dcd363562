/** Signs where the log stands, for a topic and for a witness outside. */
@NullMarked
package dev.palimpsest.processor.checkpoint;

import org.jspecify.annotations.NullMarked;
