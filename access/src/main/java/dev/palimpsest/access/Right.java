package dev.palimpsest.access;

import io.javalin.security.RouteRole;

/** What a route asks of its caller. Every route names one; a route that names none is closed to all. */
public enum Right implements RouteRole {
    /** A valid credential, whatever it may do. */
    ANY,
    /** To be told what is remembered. */
    READ,
    /** To say something, and to change or take back what is said. */
    WRITE,
    /** To judge what is remembered: hold, release, purge, bring back, make immutable. */
    CURATE,
    /** To see what others were shown, what could not be worked on, and the log itself. */
    AUDIT,
    /** To deliver events, intelligence and conversations. */
    FEED,
    /** To decide who may do what, and what leaves this system. */
    ADMIN
}
