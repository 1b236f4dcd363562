/** The STIX pattern language: patterns of versions 2.0 and 2.1 as trees, and the observables they name. Pure and bounded. */
@NullMarked
package dev.palimpsest.ingest.decode.stix.pattern;

import org.jspecify.annotations.NullMarked;
