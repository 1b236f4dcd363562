/** The command line's side of the HTTP doors. */
@NullMarked
package dev.palimpsest.local.client;

import org.jspecify.annotations.NullMarked;
