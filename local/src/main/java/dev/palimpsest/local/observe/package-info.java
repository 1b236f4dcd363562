/** Indicators in text, as JSON on the command line. */
@NullMarked
package dev.palimpsest.local.observe;

import org.jspecify.annotations.NullMarked;
