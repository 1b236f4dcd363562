/** Addresses of crypto-currencies and the checksums that tell them from other words. */
@NullMarked
package dev.palimpsest.observables.wallet;

import org.jspecify.annotations.NullMarked;
