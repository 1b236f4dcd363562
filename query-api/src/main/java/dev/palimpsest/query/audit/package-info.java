/** History and verification, from the log itself. */
@NullMarked
package dev.palimpsest.query.audit;

import org.jspecify.annotations.NullMarked;
