/** The {@code palimpsest} command line: one class per command. */
@NullMarked
package dev.palimpsest.local.cli;

import org.jspecify.annotations.NullMarked;
