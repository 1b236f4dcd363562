/** Feeds that are fetched: TAXII 2.1, MISP feeds, tables and lists, each resumed where it was. */
@NullMarked
package dev.palimpsest.ingest.feed;

import org.jspecify.annotations.NullMarked;
