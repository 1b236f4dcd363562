/** Sigma rules: what a rule is, how a set of them is asked about an event. */
@NullMarked
package dev.palimpsest.sigma;

import org.jspecify.annotations.NullMarked;
