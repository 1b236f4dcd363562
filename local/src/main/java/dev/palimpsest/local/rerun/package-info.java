/** What would be remembered had a source not spoken, or under other rules; and how the first is made so. */
@NullMarked
package dev.palimpsest.local.rerun;

import org.jspecify.annotations.NullMarked;
