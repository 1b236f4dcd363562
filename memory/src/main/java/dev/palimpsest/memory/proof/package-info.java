/** Proof that nobody altered the log: Merkle trees over its records, signed checkpoints, and the diagnosis of damage. */
@NullMarked
package dev.palimpsest.memory.proof;

import org.jspecify.annotations.NullMarked;
