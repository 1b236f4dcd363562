/** Who is let in by which key: the one use case behind every door that administers keys. */
@NullMarked
package dev.palimpsest.query.keys;

import org.jspecify.annotations.NullMarked;
