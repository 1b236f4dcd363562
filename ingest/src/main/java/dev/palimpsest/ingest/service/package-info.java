/** The process: configuration, producer, doors. */
@NullMarked
package dev.palimpsest.ingest.service;

import org.jspecify.annotations.NullMarked;
