/** What every observation passes before it is written: its source's tier, and no secrets. */
@NullMarked
package dev.palimpsest.trust.admission;

import org.jspecify.annotations.NullMarked;
