/** Maps the domain's records to Avro's and back. */
@NullMarked
package dev.palimpsest.schemas.codec;

import org.jspecify.annotations.NullMarked;
