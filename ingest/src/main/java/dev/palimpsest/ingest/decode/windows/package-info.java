/** Windows and Sysmon events in the shapes shippers give them: NXLog flat, EVTX as JSON, Winlogbeat. */
@NullMarked
package dev.palimpsest.ingest.decode.windows;

import org.jspecify.annotations.NullMarked;
