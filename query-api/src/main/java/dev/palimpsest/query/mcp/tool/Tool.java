package dev.palimpsest.query.mcp.tool;

import java.util.Map;

/** One thing an assistant may do. Safe for several threads. */
public interface Tool {

    /** What clients and models are told of it. */
    Spec spec();

    /**
     * Does it.
     *
     * @throws dev.palimpsest.access.Refusal      in one line for the model where it cannot be done
     * @throws IllegalArgumentException the same
     */
    Answer call(Call call, Arguments arguments);

    /** What a tool does to memory. */
    enum Nature {
        /** Changes nothing. */
        READS,
        /** Adds; the same again counts as said again. */
        ADDS,
        /** Changes what is there, and keeps what was. */
        CHANGES,
        /** Takes away; the history stays. */
        TAKES_AWAY
    }

    /**
     * A tool as it is listed.
     *
     * @param description for the model
     * @param input       JSON Schema of the arguments
     * @param output      JSON Schema of the answer
     */
    record Spec(String name, String title, String description, Nature nature, Map<String, Object> input,
            Map<String, Object> output) {}
}
