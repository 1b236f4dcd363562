/** What has no format of its own: unknown JSON and plain lines. */
@NullMarked
package dev.palimpsest.ingest.decode.plain;

import org.jspecify.annotations.NullMarked;
