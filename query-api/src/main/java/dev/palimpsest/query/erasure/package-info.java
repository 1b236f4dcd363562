/** Orders to forget somebody, and what came of them. */
@NullMarked
package dev.palimpsest.query.erasure;

import org.jspecify.annotations.NullMarked;
