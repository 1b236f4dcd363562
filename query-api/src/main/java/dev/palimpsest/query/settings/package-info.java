/** What tenants set and which tasks they gave, kept in topics of its own. */
@NullMarked
package dev.palimpsest.query.settings;

import org.jspecify.annotations.NullMarked;
