package dev.palimpsest.local.cli;

import dev.palimpsest.access.Door;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.processor.rerun.Influence;
import dev.palimpsest.processor.rerun.Influence.Change;
import dev.palimpsest.processor.rerun.Influence.Sort;
import dev.palimpsest.query.http.Untrusted;
import dev.palimpsest.trust.seal.SealedRecords;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells how two runs differ, for people and for programs. */
final class InfluenceOutput {

    /** Most memories that are told to a person one by one. */
    private static final int TOLD_MAX = 40;

    private static final Map<Sort, String> SIGNS = new EnumMap<>(Map.of(Sort.GONE, "-", Sort.OTHER, "~", Sort.NEW,
            "+"));

    private InfluenceOutput() {}

    /** One memory that differs, for programs. */
    record ChangeJson(String id, String subject, String kind, String change, @Nullable StateJson is,
            @Nullable StateJson wouldBe) {

        static ChangeJson of(Change change) {
            Memory any = change.any();
            return new ChangeJson(any.id().toString(), any.subject().toString(), word(any.kind()),
                    word(change.sort()), StateJson.of(change.with()), StateJson.of(change.without()));
        }
    }

    /** What it says. */
    record StateJson(String status, String text, long count, List<String> sources) {

        static @Nullable StateJson of(@Nullable Memory memory) {
            return memory == null
                    ? null
                    : new StateJson(word(memory.status()), InfluenceOutput.said(memory), memory.occurrences().count(),
                            memory.support().sources());
        }
    }

    static List<ChangeJson> json(Influence influence) {
        return influence.changes().stream().map(ChangeJson::of).toList();
    }

    static void print(Influence influence) {
        lines(influence).forEach(System.out::println);
    }

    /** One line for how many differ, then one for each, with its subject and what it says. */
    static List<String> lines(Influence influence) {
        Map<Sort, Long> counts = new EnumMap<>(Sort.class);
        influence.changes().forEach(change -> counts.merge(change.sort(), 1L, Long::sum));
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT,
                "%d memories would not be, %d would say something else, %d would be there",
                counts.getOrDefault(Sort.GONE, 0L), counts.getOrDefault(Sort.OTHER, 0L),
                counts.getOrDefault(Sort.NEW, 0L)));
        influence.changes().stream().limit(TOLD_MAX).forEach(change -> lines.add("  " + SIGNS.get(change.sort()) + " "
                + change.any().id() + "  " + word(change.any().kind()) + "  " + change.any().subject() + "  "
                + shown(change.any()) + counted(change)));
        if (influence.changes().size() > TOLD_MAX) {
            lines.add("  and " + (influence.changes().size() - TOLD_MAX) + " more: --json tells all");
        }
        return lines;
    }

    private static String counted(Change change) {
        Memory with = change.with();
        Memory without = change.without();
        return with == null || without == null || with.occurrences().count() == without.occurrences().count()
                ? ""
                : "  (counted " + with.occurrences().count() + ", would be " + without.occurrences().count() + ")";
    }

    /** What a memory says, on a terminal: between marks where somebody else may have chosen the words. */
    static String shown(Memory memory) {
        String said = Output.begin(said(memory));
        return Untrusted.is(memory) && memory.content().plain().isPresent() ? Output.fenced(said) : said;
    }

    /** What a memory says, fit to be handed on. */
    static String said(Memory memory) {
        return memory.content().plain().map(Content.Plain::text)
                .map(text -> Untrusted.is(memory) ? Untrusted.escaped(text) : text).orElse(SealedRecords.ERASED);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static String pretty(Object value) {
        return Output.pretty(Door.JSON.valueToTree(value));
    }
}
