/** What intelligence sources say, and where it meets what sensors saw. */
@NullMarked
package dev.palimpsest.processor.extract.intelligence;

import org.jspecify.annotations.NullMarked;
