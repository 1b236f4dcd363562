/** Kills parts of a running system under load, again and again, and holds what is remembered against an account of its own. */
@NullMarked
package dev.palimpsest.local.chaos;

import org.jspecify.annotations.NullMarked;
