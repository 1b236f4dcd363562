package dev.palimpsest.query.brief;

import dev.palimpsest.memory.Content;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How an asker likes findings arranged: the values of the profile slot {@code grouping}. */
enum Grouping {
    ATTACK_TECHNIQUE("technique|技术"), ATTACK_TACTIC("tactic|kill chain|战术"), HOST("host|machine|asset|主机|资产"), SEVERITY(
            "severity|priority|严重|优先级"), SOURCE("source|来源"), TIME("time|date|chronolog|时间|日期");

    private final Pattern words;

    Grouping(String words) {
        this.words = Pattern.compile(words);
    }

    /** The value of the slot: its attribute, or where a person reworded it, the first word that means one. */
    static Optional<Grouping> in(Content.Plain content) {
        Optional<Grouping> typed = content.first("grouping").flatMap(Grouping::named);
        return typed.isPresent() ? typed : mentioned(content.text());
    }

    private static Optional<Grouping> named(String value) {
        String name = value.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        return List.of(values()).stream().filter(each -> each.name().equals(name)).findFirst();
    }

    private static Optional<Grouping> mentioned(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return List.of(values()).stream().filter(each -> each.words.matcher(lower).find()).findFirst();
    }
}
