/** A tenant's memories as lines, whole and readable. */
@NullMarked
package dev.palimpsest.query.transfer;

import org.jspecify.annotations.NullMarked;
