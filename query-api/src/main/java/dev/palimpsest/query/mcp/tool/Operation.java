package dev.palimpsest.query.mcp.tool;

/** What a call does to memory, as far as who may do it is concerned. */
public enum Operation {
    /** Reads. */
    READ,
    /** Adds, or says something of what is there. */
    WRITE,
    /** Takes back. */
    FORGET
}
