/** MCP over stdin and stdout for clients that start their servers: a bridge to the HTTP door, so that there is one server. */
@NullMarked
package dev.palimpsest.local.bridge;

import org.jspecify.annotations.NullMarked;
