package dev.palimpsest.processor.extract.conversation;

import com.google.re2j.Pattern;

/** One way to say something. Groups of the pattern name the parts: targets, what, role, article, name, or a slot. */
record Rule(Meaning meaning, Stance stance, Pattern pattern) {

    boolean has(String group) {
        return pattern.namedGroups().containsKey(group);
    }
}
