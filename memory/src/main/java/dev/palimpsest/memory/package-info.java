/** The rules of memory: claims are decided into events, events fold into memories. */
@NullMarked
package dev.palimpsest.memory;

import org.jspecify.annotations.NullMarked;
