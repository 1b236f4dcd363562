/**
 * Reads claims out of what people and assistants say: the turn itself, and from a person's turn the statements about
 * the speaker and the speaker's work, in English and Chinese.
 */
@NullMarked
package dev.palimpsest.processor.extract.conversation;

import org.jspecify.annotations.NullMarked;
