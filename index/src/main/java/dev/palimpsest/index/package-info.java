/** The searchable projection of memory: embedders, mappings, writer and reader over OpenSearch. */
@NullMarked
package dev.palimpsest.index;

import org.jspecify.annotations.NullMarked;
