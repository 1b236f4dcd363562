/** What follows an erasure's order beyond the log: keys, index, certificate. */
@NullMarked
package dev.palimpsest.processor.erasure;

import org.jspecify.annotations.NullMarked;
