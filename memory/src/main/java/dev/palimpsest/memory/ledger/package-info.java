/** The ledger's rules: claims are decided into events, events fold into memories, every event is chained. */
@NullMarked
package dev.palimpsest.memory.ledger;

import org.jspecify.annotations.NullMarked;
