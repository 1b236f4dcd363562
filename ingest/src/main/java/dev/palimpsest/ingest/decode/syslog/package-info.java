/** Syslog headers of both RFCs, what they wrap, and the lines of logon programs. */
@NullMarked
package dev.palimpsest.ingest.decode.syslog;

import org.jspecify.annotations.NullMarked;
