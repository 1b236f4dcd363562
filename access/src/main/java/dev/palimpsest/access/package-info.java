/** The way in: who is calling, and what every HTTP door of the product has in common. */
@NullMarked
package dev.palimpsest.access;

import org.jspecify.annotations.NullMarked;
