/** Tells text that reads like an order to an assistant from text that merely reports. */
@NullMarked
package dev.palimpsest.trust.instruction;

import org.jspecify.annotations.NullMarked;
