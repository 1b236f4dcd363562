/** Tells when a write can be searched. */
@NullMarked
package dev.palimpsest.query.barrier;

import org.jspecify.annotations.NullMarked;
