/** Who is calling: credentials become callers with a tenant. */
@NullMarked
package dev.palimpsest.access;

import org.jspecify.annotations.NullMarked;
