/** From text of any origin to typed values: what does not parse is left out. */
@NullMarked
package dev.palimpsest.processor.extract.typed;

import org.jspecify.annotations.NullMarked;
