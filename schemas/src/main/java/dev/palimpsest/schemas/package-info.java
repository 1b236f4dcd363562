/** Contracts on Kafka: Avro codecs of the domain's records, the topic catalogue, and serdes in the Confluent wire format. */
@NullMarked
package dev.palimpsest.schemas;

import org.jspecify.annotations.NullMarked;
