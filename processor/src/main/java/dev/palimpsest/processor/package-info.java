/** Extraction, ledger and indexer: pure parts wired into Kafka Streams and consumers. */
@NullMarked
package dev.palimpsest.processor;

import org.jspecify.annotations.NullMarked;
