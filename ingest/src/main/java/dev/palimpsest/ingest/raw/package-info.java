/** Intake from raw Kafka topics. */
@NullMarked
package dev.palimpsest.ingest.raw;

import org.jspecify.annotations.NullMarked;
