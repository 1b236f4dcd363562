/** The three services as components of the local stack. */
@NullMarked
package dev.palimpsest.local.service;

import org.jspecify.annotations.NullMarked;
