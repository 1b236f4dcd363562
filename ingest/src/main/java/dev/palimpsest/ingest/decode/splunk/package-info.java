/** Events in the envelope of Splunk's HTTP Event Collector. */
@NullMarked
package dev.palimpsest.ingest.decode.splunk;

import org.jspecify.annotations.NullMarked;
