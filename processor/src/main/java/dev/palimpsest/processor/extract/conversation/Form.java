package dev.palimpsest.processor.extract.conversation;

import java.util.ArrayList;
import java.util.List;

/**
 * A clause as the grammar reads it, with the way back to the text: folded, one sign for everything named, single spaces
 * in English and none in Chinese.
 */
final class Form {

    private static final int SORT_SIZE = 0x100;

    private final String words;
    private final int[] starts;
    private final int[] ends;
    private final List<Mention> mentions;

    private Form(String words, int[] starts, int[] ends, List<Mention> mentions) {
        this.words = words;
        this.starts = starts;
        this.ends = ends;
        this.mentions = mentions;
    }

    static Form of(String prose, List<Mention> mentions, int start, int end, boolean spaced) {
        StringBuilder words = new StringBuilder(end - start);
        int[] starts = new int[end - start + 1];
        int[] ends = new int[end - start + 1];
        List<Mention> inside = mentions.stream().filter(mention -> mention.start() >= start && mention.end() <= end)
                .limit(SORT_SIZE).toList();
        int next = 0;
        for (int at = start; at < end;) {
            boolean named = next < inside.size() && inside.get(next).start() == at;
            char sign = named ? sign(inside.get(next), next) : plain(prose.charAt(at));
            int to = named ? inside.get(next++).end() : at + 1;
            if (keeps(words, sign, spaced)) {
                starts[words.length()] = at;
                ends[words.length()] = to;
                words.append(sign);
            }
            at = to;
        }
        while (!words.isEmpty() && words.charAt(words.length() - 1) == ' ') {
            words.setLength(words.length() - 1);
        }
        starts[words.length()] = words.isEmpty() ? end : ends[words.length() - 1];
        return new Form(words.toString(), starts, ends, inside);
    }

    private static char sign(Mention mention, int index) {
        return (char) (mention.sort().firstSign() + index);
    }

    /** A private-use sign in the text itself must not pass for something named. */
    private static char plain(char sign) {
        return sign >= '\ue000' && sign <= '\uf8ff' ? Prose.QUOTED : Fold.sign(sign);
    }

    private static boolean keeps(StringBuilder words, char sign, boolean spaced) {
        if (sign == ' ') {
            return spaced && !words.isEmpty() && words.charAt(words.length() - 1) != ' ';
        }
        boolean bullet = words.isEmpty() && "-*•·#>.、".indexOf(sign) >= 0;
        return !bullet && Character.getType(sign) != Character.FORMAT;
    }

    /** What the patterns are matched against. */
    String words() {
        return words;
    }

    boolean namesAnything() {
        return !mentions.isEmpty();
    }

    /** What the signs of a stretch of the words stand for, in order. */
    List<Mention> named(int from, int to) {
        List<Mention> named = new ArrayList<>();
        for (int i = from; i < to; i++) {
            char sign = words.charAt(i);
            if (sign >= '\ue000' && sign < '\ue000' + 3 * SORT_SIZE && sign % SORT_SIZE < mentions.size()) {
                named.add(mentions.get(sign % SORT_SIZE));
            }
        }
        return named;
    }

    /** Where in the text the sign at an index of the words begins. */
    int start(int from) {
        return starts[from];
    }

    /** Where in the text the words before an index end. */
    int end(int to) {
        return to == 0 ? starts[0] : ends[to - 1];
    }
}
