/**
 * The projection in OpenSearch with the k-NN plugin (Lucene engine): mapping, documents, writer and reader.
 *
 * <p>It speaks to OpenSearch's REST API through a small client of its own over {@code java.net.http} and Jackson, not
 * through opensearch-java: nine endpoints are used, their bodies are JSON documents built here anyway, a bulk body is
 * bytes that must be counted before they are sent, and 404, 409 and 429 are ordinary outcomes rather than exceptions.
 * The official client would bring a second JSON binding and a second HTTP stack (22 jars) to build the same bytes.
 */
@NullMarked
package dev.palimpsest.index.opensearch;

import org.jspecify.annotations.NullMarked;
