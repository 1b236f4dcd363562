package dev.palimpsest.query.mcp.tool;

/** The client wants no answer any more. */
public final class Cancelled extends RuntimeException {

    private static final long serialVersionUID = 1;

    public Cancelled() {
        super("cancelled by the client", null, false, false);
    }
}
