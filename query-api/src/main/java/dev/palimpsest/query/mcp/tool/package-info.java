/** What an assistant may do over MCP: one class a tool, each over the same use cases as the HTTP doors. */
@NullMarked
package dev.palimpsest.query.mcp.tool;

import org.jspecify.annotations.NullMarked;
