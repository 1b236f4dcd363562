/** Intake over HTTP: records, conversations. */
@NullMarked
package dev.palimpsest.ingest.http;

import org.jspecify.annotations.NullMarked;
