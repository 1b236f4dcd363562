package dev.palimpsest.processor.extract.conversation;

/** How a statement is put, which decides what may stand before it. */
enum Stance {
    /** In the first person; anything may come before that takes nothing back. */
    SELF,
    /** As a request, polite or not; only greetings and the like may come before. */
    ASK,
    /** As a request that could as well be meant for once: it needs a word such as "always". */
    STANDING,
    /** Of something else, such as "10.1.2.3 is our file server"; only greetings and the like may come before. */
    FACT;

    /** Whether the speaker asks for something to be done, which may be put as a question. */
    boolean isRequest() {
        return this == ASK || this == STANDING;
    }
}
