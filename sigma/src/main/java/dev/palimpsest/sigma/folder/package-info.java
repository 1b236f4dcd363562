/** A folder of rule files that people change while it is read. */
@NullMarked
package dev.palimpsest.sigma.folder;

import org.jspecify.annotations.NullMarked;
