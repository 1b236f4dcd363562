/** YAML as a small bounded tree that knows its lines. */
@NullMarked
package dev.palimpsest.sigma.yaml;

import org.jspecify.annotations.NullMarked;
