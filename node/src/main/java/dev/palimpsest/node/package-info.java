/** The mains of the child JVMs that the local stack starts; each ends when its parent does. */
@NullMarked
package dev.palimpsest.node;

import org.jspecify.annotations.NullMarked;
