/** Broker, search node and registry as one stack that starts in parallel, is watched, and stops within a bound. */
@NullMarked
package dev.palimpsest.local.stack;

import org.jspecify.annotations.NullMarked;
