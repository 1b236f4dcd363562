/** Content sealed under a key for each data subject, so that destroying the key forgets it wherever it was copied to. */
@NullMarked
package dev.palimpsest.trust.seal;

import org.jspecify.annotations.NullMarked;
