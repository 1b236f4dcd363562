/** The process: configuration, Streams properties, health and digest. */
@NullMarked
package dev.palimpsest.processor.service;

import org.jspecify.annotations.NullMarked;
