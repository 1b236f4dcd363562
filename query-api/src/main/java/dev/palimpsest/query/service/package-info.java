/** The process: configuration, readers, door. */
@NullMarked
package dev.palimpsest.query.service;

import org.jspecify.annotations.NullMarked;
