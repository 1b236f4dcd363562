/** Orders about memories, from whichever door. */
@NullMarked
package dev.palimpsest.query.order;

import org.jspecify.annotations.NullMarked;
