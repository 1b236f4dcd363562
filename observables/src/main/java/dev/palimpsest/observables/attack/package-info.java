/** The vocabulary of MITRE ATT&amp;CK Enterprise: techniques, tactics, and the names of software, groups and campaigns. */
@NullMarked
package dev.palimpsest.observables.attack;

import org.jspecify.annotations.NullMarked;
