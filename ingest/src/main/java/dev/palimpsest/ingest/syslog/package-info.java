/** Syslog servers over UDP, TCP and TLS. */
@NullMarked
package dev.palimpsest.ingest.syslog;

import org.jspecify.annotations.NullMarked;
