/** JSON over HTTP with bounded times, retries and sizes, as the search and the embedding endpoint need it. */
@NullMarked
package dev.palimpsest.index.http;

import org.jspecify.annotations.NullMarked;
