/** The audit log of a Kubernetes API server. */
@NullMarked
package dev.palimpsest.ingest.decode.kubernetes;

import org.jspecify.annotations.NullMarked;
