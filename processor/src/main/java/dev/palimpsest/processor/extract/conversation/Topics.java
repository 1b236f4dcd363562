package dev.palimpsest.processor.extract.conversation;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.observables.attack.Attack;
import dev.palimpsest.observables.attack.Technique;
import dev.palimpsest.processor.extract.conversation.Mention.Sort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds tactics and techniques called by plain words, such as "lateral movement" or 「钓鱼」: those of the resource
 * {@code topics.tsv}, and every technique whose ATT&amp;CK name has more than one word.
 */
final class Topics {

    private static final Map<String, List<Topic>> BY_BEGINNING = load();

    /** Two signs are enough to leave few candidates at any place of a text. */
    private static final int BEGINNING = 2;

    private Topics() {}

    private record Topic(String phrase, Subject subject, String english, String chinese) {

        boolean standsAt(String text, int at) {
            int end = at + phrase.length();
            return text.startsWith(phrase, at) && (at == 0 || !runsOn(text.charAt(at - 1), phrase.charAt(0)))
                    && (end == text.length() || !runsOn(phrase.charAt(phrase.length() - 1), text.charAt(end)));
        }

        private static boolean runsOn(char left, char right) {
            return left < 0x250 && right < 0x250 && Character.isLetterOrDigit(left) && Character.isLetterOrDigit(right);
        }
    }

    static List<Mention> in(String text) {
        String folded = Fold.lower(text);
        List<Mention> mentions = new ArrayList<>();
        for (int at = 0; at + BEGINNING <= folded.length(); at++) {
            for (Topic topic : BY_BEGINNING.getOrDefault(folded.substring(at, at + BEGINNING), List.of())) {
                if (topic.standsAt(folded, at)) {
                    mentions.add(new Mention(at, at + topic.phrase.length(), topic.subject, Sort.TOPIC, topic.english,
                            topic.chinese));
                    at += topic.phrase.length() - 1;
                    break;
                }
            }
        }
        return mentions;
    }

    private static Map<String, List<Topic>> load() {
        Map<String, Topic> topics = new HashMap<>();
        for (String line : GrammarFile.lines("topics.tsv")) {
            String[] parts = line.split("\t", 4);
            for (String phrase : parts[3].split("\\|", -1)) {
                topics.put(phrase, new Topic(phrase, Subject.parse(parts[0]), parts[1], parts[2]));
            }
        }
        for (Technique technique : Attack.techniques()) {
            String phrase = technique.name().toLowerCase(Locale.ROOT);
            if (technique.status() == Technique.Status.ACTIVE && phrase.indexOf(' ') > 0) {
                String label = technique.name() + " (" + technique.id() + ")";
                topics.putIfAbsent(phrase, new Topic(phrase, new Subject("technique", technique.id()), label, label));
            }
        }
        Map<String, List<Topic>> index = new HashMap<>();
        topics.values().stream().sorted(Comparator.comparingInt((Topic topic) -> -topic.phrase.length()))
                .forEach(topic -> index
                        .computeIfAbsent(topic.phrase.substring(0, BEGINNING), _ -> new ArrayList<>()).add(topic));
        return index;
    }
}
