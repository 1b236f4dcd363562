/** From the text of rules to rules, or to the reason why not. */
@NullMarked
package dev.palimpsest.sigma.read;

import org.jspecify.annotations.NullMarked;
