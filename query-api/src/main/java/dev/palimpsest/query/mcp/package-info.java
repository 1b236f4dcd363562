/**
 * The door for assistants that speak the Model Context Protocol: the official SDK's server behind a transport of our own, so
 * that credentials, sessions and limits are those of every other door.
 */
@NullMarked
package dev.palimpsest.query.mcp;

import org.jspecify.annotations.NullMarked;
