package dev.palimpsest.query.mcp.tool;

import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Right;
import dev.palimpsest.memory.Subject;
import java.util.Optional;

/** The one place where it is asked whether a credential may do something. Safe for several threads. */
@FunctionalInterface
public interface Permission {

    /** By the roles and grants of the credential. */
    Permission BY_RIGHTS = (caller, operation, subject) -> caller.may(switch (operation) {
        case READ -> Right.READ;
        case WRITE, FORGET -> Right.WRITE;
    }) && subject.map(caller.sight()::isOpen).orElse(true);

    /**
     * Whether this credential may do that.
     *
     * @param subject whose memory it is about; empty for that of the whole tenant
     */
    boolean allowed(Caller caller, Operation operation, Optional<Subject> subject);
}
