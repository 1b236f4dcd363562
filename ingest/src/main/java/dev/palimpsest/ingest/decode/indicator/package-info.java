/** What the decoders of intelligence share: values with their types, markings and confidence. */
@NullMarked
package dev.palimpsest.ingest.decode.indicator;

import org.jspecify.annotations.NullMarked;
