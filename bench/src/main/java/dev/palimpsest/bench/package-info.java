/** Measures the running system against bare baselines of the same run. */
@NullMarked
package dev.palimpsest.bench;

import org.jspecify.annotations.NullMarked;
