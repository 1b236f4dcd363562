/** The ledger in the stream: loads a memory, decides, appends, folds. */
@NullMarked
package dev.palimpsest.processor.ledger;

import org.jspecify.annotations.NullMarked;
