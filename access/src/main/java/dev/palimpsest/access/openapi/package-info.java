/** The description of an HTTP door, OpenAPI 3.1, made from its routes, and a page to read it. */
@NullMarked
package dev.palimpsest.access.openapi;

import org.jspecify.annotations.NullMarked;
