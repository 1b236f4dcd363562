/** Finds, refangs and normalises indicators in text. */
@NullMarked
package dev.palimpsest.observables;

import org.jspecify.annotations.NullMarked;
