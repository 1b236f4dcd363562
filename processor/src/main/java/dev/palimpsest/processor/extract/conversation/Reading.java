package dev.palimpsest.processor.extract.conversation;

import java.util.List;
import java.util.Map;

/**
 * One statement as it was read, before it is a claim.
 *
 * @param chinese in which language it was made
 * @param start   first UTF-16 unit of its words in the text, inclusive
 * @param end     last, exclusive
 * @param targets what it is about; empty where it is about the speaker alone
 * @param parts   the words of its named parts, verbatim, and the codes of its slots
 */
record Reading(Meaning meaning, boolean chinese, int start, int end, List<Mention> targets,
        Map<String, String> parts) {}
