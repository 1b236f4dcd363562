/**
 * The door for clients of mem0: its routes, its words and its shapes over the same use cases as the native API. Reads are
 * recalls and leave receipts; writes are observations.
 */
@NullMarked
package dev.palimpsest.query.mem0;

import org.jspecify.annotations.NullMarked;
