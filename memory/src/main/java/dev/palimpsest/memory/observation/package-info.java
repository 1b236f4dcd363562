/** Raw inputs, kept verbatim as evidence. */
@NullMarked
package dev.palimpsest.memory.observation;

import org.jspecify.annotations.NullMarked;
