package dev.palimpsest.query.mcp.tool;

import dev.palimpsest.access.Caller;
import dev.palimpsest.memory.Subject;
import java.util.Optional;

/** The one place where it is asked whether a credential may do something. Safe for several threads. */
@FunctionalInterface
public interface Permission {

    /** Whoever has a credential of the tenant may do everything within it. */
    Permission TENANT = (_, _, _) -> true;

    /**
     * Whether this credential may do that.
     *
     * @param subject whose memory it is about; empty for that of the whole tenant
     */
    boolean allowed(Caller caller, Operation operation, Optional<Subject> subject);
}
