package dev.palimpsest.memory.proof;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.proof.Damage.Kind;
import dev.palimpsest.memory.proof.Repair.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What happened to a partition whose chain does not hold. It puts the records in the order their hashes give, whatever
 * order they stand in, and names every one that stands where it does not belong, and every place where one is missing.
 * Holds some 300 bytes a record.
 */
final class Diagnosis {

    private final int partition;
    private final Repair repair;
    private final Ancestry ancestry;
    private final List<Damage> damages = new ArrayList<>();
    private final List<Hash> history = new ArrayList<>();
    private final Map<Hash, Integer> ranks = new HashMap<>();
    private final Set<Hash> strays = new HashSet<>();
    private boolean gap;

    /** @param attested hashes of the heads that checkpoints vouch for */
    Diagnosis(int partition, List<Link> stored, Set<Hash> attested) {
        this.partition = partition;
        repair = new Repair(partition, stored, attested);
        ancestry = new Ancestry(repair.nodes(), attested);
        damages.addAll(repair.damages());
        follow(Hash.NONE);
        for (int i = 0; i < repair.nodes().size(); i++) {
            Node node = repair.nodes().get(i);
            if (!ranks.containsKey(node.hash()) && !strays.contains(node.hash())) {
                detached(i, node);
            }
        }
        misplaced();
        damages.sort(Comparator.comparingLong(Damage::offset));
    }

    List<Damage> damages() {
        return damages;
    }

    /** The records in the order of the chain, where all of them are known; else nothing. */
    List<Node> history() {
        return gap || !repair.isComplete() ? List.of() : history.stream().map(ancestry::first).toList();
    }

    /** Goes along the chain from a hash as far as it leads; what branches off is not part of the history. */
    private void follow(Hash from) {
        Hash at = from;
        for (List<Hash> next = open(at); !next.isEmpty(); next = open(at)) {
            Hash best = ancestry.best(next);
            for (Hash other : next) {
                if (!other.equals(best)) {
                    branched(other, best, at);
                }
            }
            ranks.put(best, history.size());
            history.add(best);
            at = best;
        }
    }

    private List<Hash> open(Hash after) {
        return ancestry.successors(after).stream()
                .filter(hash -> !ranks.containsKey(hash) && !strays.contains(hash)).toList();
    }

    private void branched(Hash stray, Hash genuine, Hash after) {
        strays.addAll(ancestry.branch(stray));
        String parent = after.equals(Hash.NONE) ? "nothing" : place(ancestry.first(after));
        int height = ancestry.height(stray);
        boolean tie = ancestry.isTie(stray, genuine);
        damaged(ancestry.first(stray), height > 1 || tie ? Kind.FORKED : Kind.INSERTED,
                "it follows " + parent + ", as " + place(ancestry.first(genuine)) + " does"
                        + (height > 1 ? ", and " + (height - 1) + " more follow it" : "")
                        + (tie ? "; nothing here tells which of the two is genuine" : ""));
    }

    /** A record that what is ranked does not lead to: either what it follows is gone, or it never belonged here. */
    private void detached(int index, Node node) {
        int before = rankBefore(index);
        if (!ancestry.isRoot(node) || before + 1 < history.size()) {
            strays.addAll(ancestry.branch(node.hash()));
            damaged(node, Kind.INSERTED, "it follows no record of this log, and the log is whole without it");
            return;
        }
        gap = true;
        damaged(node, Kind.MISSING, history.isEmpty()
                ? "what stood before this record is gone"
                : "what stood between " + place(ancestry.first(history.getLast())) + " and this record is gone");
        follow(node.previous());
    }

    /** The rank of the nearest record of the history that stands before; -1 where none does. */
    private int rankBefore(int index) {
        for (int i = index - 1; i >= 0; i--) {
            Integer rank = ranks.get(repair.nodes().get(i).hash());
            if (rank != null) {
                return rank;
            }
        }
        return -1;
    }

    /** Those outside the longest run that stands in order are the fewest that could have been moved. */
    private void misplaced() {
        List<Node> standing = repair.nodes().stream().filter(node -> ranks.containsKey(node.hash())).toList();
        int[] order = standing.stream().mapToInt(node -> ranks.getOrDefault(node.hash(), 0)).toArray();
        boolean[] inOrder = inOrder(order);
        Map<Integer, Node> settled = new HashMap<>();
        for (int i = 0; i < order.length; i++) {
            if (inOrder[i]) {
                settled.put(order[i], standing.get(i));
            }
        }
        for (int i = 0; i < order.length; i++) {
            Node node = standing.get(i);
            Node same = settled.get(order[i]);
            if (same == null) {
                settled.put(order[i], node);
                damaged(node, Kind.OUT_OF_ORDER, order[i] == 0
                        ? "it belongs at the beginning"
                        : "it belongs after " + place(ancestry.first(history.get(order[i] - 1))));
            } else if (!inOrder[i]) {
                damaged(node, Kind.REPEATED, "it stands at " + place(same) + " too");
            }
        }
    }

    /**
     * Those that stand in their very place, where no other choice leaves fewer to have been moved: of two records that
     * changed places with one between them it is not that one which moved.
     */
    private static boolean[] inOrder(int[] ranks) {
        boolean[] inPlace = new boolean[ranks.length];
        int places = 0;
        for (int i = 0; i < ranks.length; i++) {
            inPlace[i] = ranks[i] == i;
            places += inPlace[i] ? 1 : 0;
        }
        boolean[] rising = longestRising(ranks);
        int longest = 0;
        for (boolean member : rising) {
            longest += member ? 1 : 0;
        }
        return places == longest ? inPlace : rising;
    }

    /** Which members make up a longest strictly rising run (patience sorting: each pile keeps its lowest end). */
    private static boolean[] longestRising(int[] values) {
        int[] piles = new int[values.length];
        int[] before = new int[values.length];
        int length = 0;
        for (int i = 0; i < values.length; i++) {
            int low = 0;
            int high = length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (values[piles[middle]] < values[i]) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            before[i] = low == 0 ? -1 : piles[low - 1];
            piles[low] = i;
            length = Math.max(length, low + 1);
        }
        boolean[] members = new boolean[values.length];
        for (int at = length == 0 ? -1 : piles[length - 1]; at >= 0; at = before[at]) {
            members[at] = true;
        }
        return members;
    }

    private String place(Node node) {
        return partition + "@" + node.offset();
    }

    private void damaged(Node node, Kind kind, String detail) {
        damages.add(new Damage(partition, node.offset(), kind, detail));
    }
}
