/** Lists of well-known good or ambiguous values, in MISP's format: they annotate indicators and delete nothing. */
@NullMarked
package dev.palimpsest.processor.extract.warninglist;

import org.jspecify.annotations.NullMarked;
