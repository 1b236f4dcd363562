package dev.palimpsest.processor.extract.conversation;

import dev.palimpsest.processor.extract.conversation.Sentence.Clause;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A clause among the others of its sentence, which decides whether what it seems to state is stated: a question, a
 * condition, a denial or somebody else's words state nothing of the speaker.
 *
 * @param form     the clause
 * @param earlier  the words of the clauses before it
 * @param later    the words of the clauses after it
 * @param asked    whether the clause is a question as a whole
 * @param hints    which slots, or the role, the clause could be about
 * @param leadsOn  whether a colon follows
 */
record Context(Grammar grammar, Form form, List<String> earlier, List<String> later, boolean asked, boolean leadsOn,
        int sentenceEnd, Set<String> hints) {

    static Context of(Reader reader, Grammar grammar, Sentence sentence, int index) {
        List<String> words = sentence.clauses().stream().map(clause -> reader.form(clause, grammar).words()).toList();
        Clause clause = sentence.clauses().get(index);
        int last = words.size() - 1;
        boolean ends = sentence.question() && index == last;
        boolean all = sentence.question() && last > 0 && grammar.finds("asks", words.getFirst());
        boolean tagged = last > index && grammar.finds("tag", words.get(last));
        return new Context(grammar, reader.form(clause, grammar), words.subList(0, index),
                words.subList(index + 1, words.size()), ends || all || tagged, clause.leadsOn(), sentence.end(),
                hints(grammar, words.get(index)));
    }

    private static Set<String> hints(Grammar grammar, String words) {
        Set<String> hints = new HashSet<>();
        Rule.SLOTS.stream().filter(slot -> grammar.finds(slot, words)).forEach(hints::add);
        if (grammar.finds("trade", words)) {
            hints.add("role");
        }
        return hints;
    }

    /** The same with the clause read otherwise. */
    Context with(Form other) {
        return new Context(grammar, other, earlier, later, asked, leadsOn, sentenceEnd, hints);
    }

    boolean isChinese() {
        return grammar.chinese();
    }

    /** Whether the clause has what the rule cannot do without; spares most patterns a look. */
    boolean mayHold(Rule rule) {
        return (!rule.has("targets") || form.namesAnything()) && rule.hint().map(hints::contains).orElse(true);
    }

    /** Whether a match from one place of the words to another is a statement. */
    boolean allows(Rule rule, int from, int to) {
        String before = form.words().substring(0, from);
        String after = form.words().substring(to);
        boolean polite = rule.stance().isRequest()
                && (grammar.finds("polite", form.words().substring(0, to)) || grammar.finds("consent", form.words()));
        boolean plain = rule.stance() == Stance.SELF ? opensFreely(before) : opensAsRequest(rule, before);
        String meant = polite ? grammar.guard("softener").matcher(after).replaceFirst("") : after;
        return plain && isMeant(rule, before, meant) && (polite || !isAsked(before, after))
                && isLasting(rule, before, after)
                && (rule.stance() != Stance.STANDING || isStanding());
    }

    private boolean opensFreely(String before) {
        return before.isEmpty() || grammar.finds("before-unless", before) || !grammar.finds("before", before);
    }

    private boolean opensAsRequest(Rule rule, String before) {
        boolean meansAbility = rule.meaning().isStanding() && grammar.finds("capability", before);
        return grammar.finds("lead", before) && !meansAbility;
    }

    /** Not supposed, not reported, not taken back. What is decided may name its conditions. */
    private boolean isMeant(Rule rule, String before, String after) {
        boolean doubtful = IntStream.range(0, earlier.size()).anyMatch(i -> isDoubtful(earlier.get(i)))
                || isDoubtful(before);
        if (rule.meaning() == Meaning.DECISION) {
            return !doubtful;
        }
        return !doubtful && !grammar.finds("after", courteous(after))
                && later.stream().noneMatch(words -> grammar.finds("proviso", courteous(words)));
    }

    private boolean isDoubtful(String words) {
        return grammar.finds("doubt", courteous(words));
    }

    private String courteous(String words) {
        return grammar.guard("courtesy").matcher(words).replaceAll(" ");
    }

    /** A request may be put as a polite question, a statement may not be a question at all. */
    private boolean isAsked(String before, String after) {
        return asked || grammar.finds("asks", before) || grammar.finds("asks", after);
    }

    private boolean isLasting(Rule rule, String before, String after) {
        if (!rule.meaning().isStanding()) {
            return true;
        }
        boolean once = grammar.finds("transient", before) || grammar.finds("transient", after)
                || earlier.stream().anyMatch(words -> grammar.finds("transient", words));
        return !leadsOn && (!once || isStanding());
    }

    private boolean isStanding() {
        return grammar.finds("standing", form.words())
                || Stream.concat(earlier.stream(), later.stream()).anyMatch(words -> grammar.finds("standing", words));
    }
}
