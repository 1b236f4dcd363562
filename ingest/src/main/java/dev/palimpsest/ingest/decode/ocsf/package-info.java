/** Events and findings in the Open Cybersecurity Schema Framework. */
@NullMarked
package dev.palimpsest.ingest.decode.ocsf;

import org.jspecify.annotations.NullMarked;
