package dev.palimpsest.index.opensearch;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.TrustTier;

/** What of a memory is worth a vector. */
final class Meaning {

    private Meaning() {}

    /**
     * The text to embed; blank where there is none. Sightings (edges a sensor saw) have none: there are by far the most of
     * them, their texts differ in an address or a name alone, which vectors cannot tell apart (cosine .94 to .99), and words
     * find them exactly.
     */
    static String of(Memory memory) {
        boolean sighting = memory.kind() == Kind.RELATION && memory.trust().isData()
                && memory.trust() != TrustTier.CURATED_FEED;
        return sighting ? "" : memory.content().plain().map(Content.Plain::text).orElse("");
    }
}
