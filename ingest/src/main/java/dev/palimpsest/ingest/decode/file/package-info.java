/** Files and archives as bounded streams of records that can each be decoded alone. */
@NullMarked
package dev.palimpsest.ingest.decode.file;

import org.jspecify.annotations.NullMarked;
