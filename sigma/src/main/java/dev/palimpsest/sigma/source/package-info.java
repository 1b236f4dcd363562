/** Which events a rule's log source means, and what its fields are called in them. */
@NullMarked
package dev.palimpsest.sigma.source;

import org.jspecify.annotations.NullMarked;
