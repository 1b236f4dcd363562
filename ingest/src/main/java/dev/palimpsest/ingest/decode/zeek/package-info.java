/** Zeek logs in JSON, all kinds; the kind is told by _path or by the keys. */
@NullMarked
package dev.palimpsest.ingest.decode.zeek;

import org.jspecify.annotations.NullMarked;
