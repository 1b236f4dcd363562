/** Indicators in CSV with a header, and in plain lists with comments. */
@NullMarked
package dev.palimpsest.ingest.decode.table;

import org.jspecify.annotations.NullMarked;
