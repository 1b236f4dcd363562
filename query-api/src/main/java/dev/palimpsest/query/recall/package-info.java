/** What every door does with memory: recalls, each with its receipt. Doors translate; none reaches past this. */
@NullMarked
package dev.palimpsest.query.recall;

import org.jspecify.annotations.NullMarked;
