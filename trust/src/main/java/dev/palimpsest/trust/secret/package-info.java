/** Finds secrets and personal data in text and replaces them by keyed pseudonyms. */
@NullMarked
package dev.palimpsest.trust.secret;

import org.jspecify.annotations.NullMarked;
