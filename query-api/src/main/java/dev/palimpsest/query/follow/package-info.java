/** Memory events told as they are committed. */
@NullMarked
package dev.palimpsest.query.follow;

import org.jspecify.annotations.NullMarked;
