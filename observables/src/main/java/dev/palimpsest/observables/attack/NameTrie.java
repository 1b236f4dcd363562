package dev.palimpsest.observables.attack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Names as sequences of words. A name has few words, so that trying one from every word of a text stays linear. */
final class NameTrie {

    /** Matches reported for one text. */
    static final int MATCHES_MAX = 10_000;

    private static final int JOINED_LENGTH_MIN = 8;

    private final Node root = new Node();

    void add(NamedThreat threat) {
        add(threat.name(), threat);
        threat.aliases().forEach(alias -> add(alias, threat));
    }

    private void add(String name, NamedThreat threat) {
        List<Word> words = new Words(name).all();
        add(words, new Entry(name, threat));
        String joined = String.join("", words.stream().map(Word::lower).toList());
        if (words.size() > 1 && joined.length() >= JOINED_LENGTH_MIN) {
            add(List.of(new Word(joined, 0, joined.length())), new Entry(name, threat));
        }
    }

    private void add(List<Word> words, Entry entry) {
        Node node = root;
        for (Word word : words) {
            node = node.next.computeIfAbsent(word.lower(), key -> new Node());
        }
        if (node.entries.stream().noneMatch(each -> each.threat().equals(entry.threat()))) {
            node.entries.add(entry);
        }
    }

    List<NamedThreat> exactly(String name) {
        Node node = root;
        for (Word word : new Words(name).all()) {
            node = node.next.get(word.lower());
            if (node == null) {
                return List.of();
            }
        }
        return node.entries.stream().map(Entry::threat).toList();
    }

    List<NameMatch> in(CharSequence text) {
        List<Word> words = new Words(text).all();
        List<NameMatch> found = new ArrayList<>();
        for (int first = 0; first < words.size() && found.size() < MATCHES_MAX;) {
            int last = first;
            NameMatch longest = null;
            Node node = root;
            for (int i = first; i < words.size()
                    && (i == first || isOneName(text, words.get(i - 1), words.get(i))); i++) {
                node = node.next.get(words.get(i).lower());
                if (node == null) {
                    break;
                }
                NameMatch match = match(text, words.get(first).start(), words.get(i).end(), node);
                if (match != null) {
                    longest = match;
                    last = i;
                }
            }
            if (longest != null) {
                found.add(longest);
            }
            first = last + 1;
        }
        return List.copyOf(found);
    }

    private static @Nullable NameMatch match(CharSequence text, int start, int end, Node node) {
        if (node.entries.isEmpty()) {
            return null;
        }
        String raw = text.subSequence(start, end).toString();
        List<NamedThreat> threats = node.entries.stream().filter(entry -> entry.isMeantBy(raw)).map(Entry::threat)
                .toList();
        return threats.isEmpty() ? null : new NameMatch(threats, start, end, raw);
    }

    /** Words of one name stand next to each other, at most one separator or line break between them. */
    private static boolean isOneName(CharSequence text, Word before, Word after) {
        int gap = after.start() - before.end();
        return gap == 0 || (gap == 1 && " -_./#@\n\u00a0".indexOf(text.charAt(before.end())) >= 0);
    }

    private record Entry(String name, NamedThreat threat) {
        boolean isMeantBy(String raw) {
            String lower = raw.toLowerCase(Locale.ROOT);
            return !EverydayWords.NEVER_IN_TEXT.contains(lower)
                    && (!EverydayWords.EXACT_CASE.contains(lower) || raw.equals(name));
        }
    }

    private static final class Node {
        private final Map<String, Node> next = new HashMap<>();
        private final List<Entry> entries = new ArrayList<>();
    }
}
