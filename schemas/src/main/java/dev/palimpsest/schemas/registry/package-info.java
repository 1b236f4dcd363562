/** The schema registry, by Confluent's REST API, which Confluent, Karapace, Redpanda and Apicurio all speak. */
@NullMarked
package dev.palimpsest.schemas.registry;

import org.jspecify.annotations.NullMarked;
