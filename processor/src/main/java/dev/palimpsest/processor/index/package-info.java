/** Brings the heads of memories into the searchable index. */
@NullMarked
package dev.palimpsest.processor.index;

import org.jspecify.annotations.NullMarked;
