/** Intake for clients of Splunk's HTTP Event Collector, in Splunk's own words. */
@NullMarked
package dev.palimpsest.ingest.hec;

import org.jspecify.annotations.NullMarked;
