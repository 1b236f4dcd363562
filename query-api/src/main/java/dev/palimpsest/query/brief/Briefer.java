package dev.palimpsest.query.brief;

import dev.palimpsest.index.MemoryReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Answers questions from memory alone: no model, the same memories and request give the same briefing. Safe for several
 * threads if the reader is.
 */
public final class Briefer {

    /** Longest name of an asker in a title, in code points. */
    static final int NAME_LENGTH_MAX = 32;

    private final MemoryReader reader;

    public Briefer(MemoryReader reader) {
        this.reader = reader;
    }

    /**
     * The briefing for the request, from what the index holds now. Its language is the request's, else the asker's
     * {@code language} slot, else that of the question. Whatever the reader throws passes through.
     */
    public Briefing brief(BriefRequest request) {
        Reading reading = new Reading(reader, request.tenant(), request.scope());
        Asker asker = Asker.of(request.asker(), reading.profile(request.asker()));
        Situation situation = Situation.read(request, asker, reading);
        Language language = request.language().or(asker::language).orElseGet(() -> Language.of(request.text()));
        Names names = new Names(Wording.in(language), language, situation.machines(),
                Set.copyOf(situation.focus().roots()), situation.indicators());
        return write(situation, reading, names);
    }

    private static Briefing write(Situation situation, Reading reading, Names names) {
        List<Draft> drafts = new ArrayList<>();
        drafts.add(new LeadSection(situation, names).draft());
        drafts.add(new FocusSection(situation, reading, names).draft());
        drafts.add(new IntelligenceSection(situation, names).draft());
        drafts.add(new ElsewhereSection(situation, names).draft());
        drafts.add(new RelatedSection(situation, reading, names).draft());
        drafts.add(new AskerSection(situation.asker(), names).draft());
        drafts.removeIf(Draft::isEmpty);
        BriefRequest request = situation.request();
        Window window = situation.question().window();
        Wording wording = names.wording();
        String title = wording.say("title", "asker", Shown.value(request.asker().name(), NAME_LENGTH_MAX), "now",
                wording.time(request.now()), "from", wording.time(window.from()), "to", wording.time(window.to()));
        return new Briefing(names.language(), request.asker(), title, window.from(), window.to(),
                new Budget(wording, request.tokensMax()).fit(title, drafts), request.tokensMax(), reading.trust());
    }
}
