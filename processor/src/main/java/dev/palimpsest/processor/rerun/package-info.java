/** The memory's stream run again over kept observations, apart from the live one: what would be remembered, if. */
@NullMarked
package dev.palimpsest.processor.rerun;

import org.jspecify.annotations.NullMarked;
