package dev.palimpsest.query.brief;

import dev.palimpsest.index.MemoryReader;
import java.util.List;

/** Answers questions from memory alone. Safe for several threads if the reader is. */
public final class Briefer {

    private final MemoryReader reader;

    public Briefer(MemoryReader reader) {
        this.reader = reader;
    }

    /** The briefing for the request, from what the index holds now. Whatever the reader throws passes through. */
    public Briefing brief(BriefRequest request) {
        return new Briefing(Language.of(request.text()), request.asker(), reader.toString(), request.now(),
                request.now(), List.of(), request.tokensMax());
    }
}
