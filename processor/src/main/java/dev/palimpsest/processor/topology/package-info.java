/** The Streams application: extract and ledger, meeting at the claims topic. */
@NullMarked
package dev.palimpsest.processor.topology;

import org.jspecify.annotations.NullMarked;
