/** Suricata's EVE JSON. */
@NullMarked
package dev.palimpsest.ingest.decode.suricata;

import org.jspecify.annotations.NullMarked;
