/** Recall: REST, history and briefings. */
@NullMarked
package dev.palimpsest.query;

import org.jspecify.annotations.NullMarked;
