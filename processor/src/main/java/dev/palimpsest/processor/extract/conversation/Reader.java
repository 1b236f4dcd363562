package dev.palimpsest.processor.extract.conversation;

import com.google.re2j.Matcher;
import dev.palimpsest.processor.extract.conversation.Sentence.Clause;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the statements in a text. One use per text. */
final class Reader {

    /** Beyond this many UTF-16 units a text is kept, but not read. */
    static final int READ_LENGTH_MAX = 8_192;

    private final String text;
    private final String prose;
    private final List<Mention> mentions;

    private Reader(String text) {
        this.text = text;
        this.prose = Prose.of(text);
        this.mentions = Mentions.in(prose);
    }

    /** In the order of the text. */
    static List<Reading> read(String text) {
        return new Reader(Episodes.cut(text, READ_LENGTH_MAX)).read();
    }

    private List<Reading> read() {
        List<Reading> readings = new ArrayList<>();
        List<Mention> spokenOf = List.of();
        for (Sentence sentence : Sentences.of(prose, mentions)) {
            boolean dangling = false;
            for (int i = 0; i < sentence.clauses().size(); i++) {
                Clause clause = sentence.clauses().get(i);
                List<Reading> more = clause(sentence, i, dangling && clause.joined(), spokenOf);
                dangling = more.isEmpty();
                readings.addAll(more);
                List<Mention> things = things(clause);
                spokenOf = things.isEmpty() ? spokenOf : things;
            }
        }
        return readings;
    }

    private List<Mention> things(Clause clause) {
        return mentions.stream().filter(mention -> mention.sort() == Mention.Sort.THING)
                .filter(mention -> mention.start() >= clause.start() && mention.end() <= clause.end()).toList();
    }

    /**
     * The statements of a clause.
     *
     * @param dangling whether it goes on with "and" from one that stated nothing: a request is then not the speaker's own,
     *                 as in "he wants to … and watch …"
     * @param spokenOf what the clauses before last named; one thing alone is what "it" means
     */
    private List<Reading> clause(Sentence sentence, int index, boolean dangling, List<Mention> spokenOf) {
        Clause clause = sentence.clauses().get(index);
        List<Reading> readings = new ArrayList<>();
        for (Grammar grammar : Language.allOf(prose.substring(clause.start(), clause.end()))) {
            Context context = Context.of(this, grammar, sentence, index);
            context(context, dangling, readings);
            if (readings.isEmpty() && spokenOf.size() == 1 && !context.form().namesAnything()) {
                Form resolved = resolved(clause, context, spokenOf.getFirst());
                if (resolved.namesAnything()) {
                    context(context.with(resolved), dangling, readings);
                }
            }
        }
        return readings;
    }

    private void context(Context context, boolean dangling, List<Reading> readings) {
        for (Rule rule : context.grammar().rules()) {
            if (context.mayHold(rule) && !(dangling && rule.stance() != Stance.SELF)) {
                apply(rule, context, readings);
            }
        }
    }

    /** The clause with "it" read as the thing; it stands where the pronoun does. */
    private Form resolved(Clause clause, Context context, Mention thing) {
        Form form = context.form();
        Matcher pronoun = context.grammar().guard("pronoun").matcher(form.words());
        if (!pronoun.find()) {
            return form;
        }
        Mention meant = new Mention(form.start(pronoun.start(1)), form.end(pronoun.end(1)), thing.subject(),
                thing.sort(), thing.english(), thing.chinese());
        return Form.of(prose, List.of(meant), clause.start(), clause.end(), !context.isChinese());
    }

    Form form(Clause clause, Grammar grammar) {
        return Form.of(prose, mentions, clause.start(), clause.end(), !grammar.chinese());
    }

    private void apply(Rule rule, Context context, List<Reading> readings) {
        Matcher matcher = rule.pattern().matcher(context.form().words());
        while (matcher.find() && matcher.end() > matcher.start()) {
            if (context.allows(rule, matcher.start(), matcher.end())) {
                readings.add(reading(rule, context, matcher));
            }
        }
    }

    private Reading reading(Rule rule, Context context, Matcher matcher) {
        Form form = context.form();
        List<Mention> targets = rule.has("targets")
                ? form.named(matcher.start("targets"), matcher.end("targets"))
                : List.of();
        Map<String, String> parts = new HashMap<>();
        for (String part : rule.pattern().namedGroups().keySet()) {
            if (matcher.group(part) != null && !matcher.group(part).isEmpty()) {
                parts.put(part, part(context, matcher, part));
            }
        }
        parts.put("words", matcher.group());
        int end = rule.has("what") ? context.sentenceEnd() : form.end(matcher.end());
        return new Reading(rule.meaning(), context.isChinese(), form.start(matcher.start()), end, targets, parts);
    }

    private String part(Context context, Matcher matcher, String part) {
        if (Rule.SLOTS.contains(part)) {
            return context.grammar().value(part, matcher.group(part)).orElse("");
        }
        int start = context.form().start(matcher.start(part));
        int end = part.equals("what") ? context.sentenceEnd() : context.form().end(matcher.end(part));
        return text.substring(start, Math.max(start, end)).strip();
    }
}
