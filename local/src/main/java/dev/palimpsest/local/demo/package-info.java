/** The demo's scenario, played with real formats. */
@NullMarked
package dev.palimpsest.local.demo;

import org.jspecify.annotations.NullMarked;
