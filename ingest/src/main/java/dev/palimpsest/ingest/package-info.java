/** Intake: servers, raw topics and format decoders that turn input into observations. */
@NullMarked
package dev.palimpsest.ingest;

import org.jspecify.annotations.NullMarked;
