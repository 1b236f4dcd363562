/** Pure decoders: one raw input in any supported format becomes payloads of observations. */
@NullMarked
package dev.palimpsest.ingest.decode;

import org.jspecify.annotations.NullMarked;
