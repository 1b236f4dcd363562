/** The native REST API. */
@NullMarked
package dev.palimpsest.query.http;

import org.jspecify.annotations.NullMarked;
