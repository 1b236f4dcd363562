/** Turns text into vectors: the bundled ONNX models, an OpenAI-compatible endpoint, a cache, and the routing by script. */
@NullMarked
package dev.palimpsest.index.embed;

import org.jspecify.annotations.NullMarked;
