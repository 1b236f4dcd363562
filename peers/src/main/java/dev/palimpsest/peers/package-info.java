/** The servers this system talks to: where they are, by which certificates they are known, and how it logs in. */
@NullMarked
package dev.palimpsest.peers;

import org.jspecify.annotations.NullMarked;
