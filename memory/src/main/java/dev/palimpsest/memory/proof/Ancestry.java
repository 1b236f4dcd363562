package dev.palimpsest.memory.proof;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.proof.Repair.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which record follows which by their hashes, wherever they stand: a forest, since each names one predecessor. */
final class Ancestry {

    private final Map<Hash, List<Hash>> successors = new HashMap<>();
    private final Map<Hash, Node> first = new HashMap<>();
    private final Map<Hash, Integer> heights = new HashMap<>();
    private final Set<Hash> vouched = new HashSet<>();

    /** @param attested hashes that checkpoints vouch for: the branch that leads to one is the genuine one */
    Ancestry(List<Node> nodes, Set<Hash> attested) {
        for (Node node : nodes) {
            if (first.putIfAbsent(node.hash(), node) == null) {
                successors.computeIfAbsent(node.previous(), _ -> new ArrayList<>()).add(node.hash());
            }
        }
        List<Hash> fromTheRoots = new ArrayList<>();
        for (Node node : nodes) {
            if (isRoot(node) && heights.putIfAbsent(node.hash(), 1) == null) {
                fromTheRoots.addAll(branch(node.hash()));
            }
        }
        for (Hash hash : fromTheRoots.reversed()) {
            int height = 1;
            boolean isVouched = attested.contains(hash);
            for (Hash next : successors(hash)) {
                height = Math.max(height, 1 + heights.getOrDefault(next, 0));
                isVouched |= vouched.contains(next);
            }
            heights.put(hash, height);
            if (isVouched) {
                vouched.add(hash);
            }
        }
    }

    /** Where a record with this hash stands first. */
    Node first(Hash hash) {
        Node node = first.get(hash);
        if (node == null) {
            throw new IllegalArgumentException("no record has this hash");
        }
        return node;
    }

    /** Whether what it follows is not here. */
    boolean isRoot(Node node) {
        return !first.containsKey(node.previous());
    }

    List<Hash> successors(Hash hash) {
        return successors.getOrDefault(hash, List.of());
    }

    /** Records on the longest way down from here, this one included. */
    int height(Hash hash) {
        return heights.getOrDefault(hash, 1);
    }

    /** The successor whose history is the genuine one: vouched for by a checkpoint, else the longer, else the first. */
    Hash best(List<Hash> among) {
        Hash best = among.getFirst();
        for (Hash each : among) {
            if (compare(each, best) > 0) {
                best = each;
            }
        }
        return best;
    }

    /** Whether nothing tells which of the two is genuine. */
    boolean isTie(Hash one, Hash other) {
        return compare(one, other) == 0;
    }

    private int compare(Hash one, Hash other) {
        int byWord = Boolean.compare(vouched.contains(one), vouched.contains(other));
        return byWord != 0 ? byWord : Integer.compare(height(one), height(other));
    }

    /** The record and all that follow it, each after what it follows. */
    List<Hash> branch(Hash root) {
        List<Hash> all = new ArrayList<>(List.of(root));
        Set<Hash> seen = new HashSet<>(all);
        for (int i = 0; i < all.size(); i++) {
            successors(all.get(i)).stream().filter(seen::add).forEach(all::add);
        }
        return all;
    }
}
