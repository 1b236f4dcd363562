package dev.palimpsest.trust.secret;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds many keywords in one pass over a text, in any case (Aho and Corasick, 1975). One table look-up for each
 * character, so that text without keywords costs next to nothing. Immutable; safe for several threads.
 */
public final class KeywordScan {
    private final char[] symbols = new char[1 << 16];
    private final int width;
    private final int[] next;
    private final int[][] ending;

    /** What is told of each keyword found. */
    @FunctionalInterface
    public interface Hit {
        /** The keyword's number in the order given, and where it stands in the text. */
        void at(int keyword, int start, int end);
    }

    private final int[] lengths;

    /** @param keywords in any case */
    public KeywordScan(Collection<String> keywords) {
        List<Map<Character, Integer>> trie = new ArrayList<>();
        List<List<Integer>> ends = new ArrayList<>();
        lengths = keywords.stream().mapToInt(String::length).toArray();
        plant(trie, ends, List.copyOf(keywords));
        int count = 1;
        for (Map<Character, Integer> node : trie) {
            for (char c : node.keySet()) {
                if (symbols[c] == 0) {
                    symbols[c] = symbols[Character.toUpperCase(c)] = (char) count++;
                }
            }
        }
        width = count;
        next = new int[trie.size() * width];
        link(trie, ends);
        ending = ends.stream().map(all -> all.stream().mapToInt(Integer::intValue).toArray()).toArray(int[][]::new);
    }

    private static void plant(List<Map<Character, Integer>> trie, List<List<Integer>> ends, List<String> keywords) {
        trie.add(new HashMap<>());
        ends.add(new ArrayList<>());
        for (int i = 0; i < keywords.size(); i++) {
            int node = 0;
            for (char c : keywords.get(i).toCharArray()) {
                char folded = Character.toLowerCase(c);
                Integer child = trie.get(node).get(folded);
                if (child == null) {
                    child = trie.size();
                    trie.get(node).put(folded, child);
                    trie.add(new HashMap<>());
                    ends.add(new ArrayList<>());
                }
                node = child;
            }
            ends.get(node).add(i);
        }
    }

    /** Breadth first, so that what a failed step falls back to is complete already. */
    private void link(List<Map<Character, Integer>> trie, List<List<Integer>> ends) {
        int[] fallback = new int[trie.size()];
        ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(0));
        while (!queue.isEmpty()) {
            int node = queue.remove();
            int behind = fallback[node];
            System.arraycopy(next, behind * width, next, node * width, node == 0 ? 0 : width);
            ends.get(node).addAll(node == 0 ? List.of() : ends.get(behind));
            trie.get(node).forEach((c, child) -> {
                fallback[child] = node == 0 ? 0 : next[behind * width + symbols[c]];
                next[node * width + symbols[c]] = child;
                queue.add(child);
            });
        }
    }

    /** Tells of every keyword in the text, in the order of their ends. */
    public void scan(String text, Hit hit) {
        int node = 0;
        for (int i = 0; i < text.length(); i++) {
            node = next[node * width + symbols[text.charAt(i)]];
            for (int keyword : ending[node]) {
                hit.at(keyword, i + 1 - lengths[keyword], i + 1);
            }
        }
    }
}
