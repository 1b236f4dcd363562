/** When two sentences are one statement: what they must have in common before a model's cosine is asked. */
@NullMarked
package dev.palimpsest.memory.likeness;

import org.jspecify.annotations.NullMarked;
