/** What a rule asks of an event: fields, values and how they are joined. */
@NullMarked
package dev.palimpsest.sigma.match;

import org.jspecify.annotations.NullMarked;
