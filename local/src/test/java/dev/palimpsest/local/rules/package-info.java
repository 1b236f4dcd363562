/** What the shipped rules notice in recorded attacks. */
@NullMarked
package dev.palimpsest.local.rules;

import org.jspecify.annotations.NullMarked;
