/** Events that come in ECS names already, from Filebeat, Elastic Agent and Vector. */
@NullMarked
package dev.palimpsest.ingest.decode.ecs;

import org.jspecify.annotations.NullMarked;
