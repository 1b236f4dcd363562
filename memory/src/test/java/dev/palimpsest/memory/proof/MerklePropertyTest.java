package dev.palimpsest.memory.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.palimpsest.memory.Hash;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Trees and proofs against the definitions of RFC 9162, written down as they stand there. */
class MerklePropertyTest {

    private static final int SIZE_MAX = 70;

    @Example
    void shouldGiveTheRootsOfTheDefinitionAtEverySize() {
        Frontier frontier = new Frontier();
        MerkleTree tree = new MerkleTree();
        List<Hash> records = records(SIZE_MAX);
        for (int size = 0; size <= SIZE_MAX; size++) {
            Hash root = naive(records.subList(0, size));
            assertThat(frontier.root()).isEqualTo(root);
            assertThat(tree.root(size)).isEqualTo(root);
            assertThat(frontier.subtrees()).hasSize(Integer.bitCount(size));
            assertThat(Frontier.of(size, frontier.subtrees()).root()).isEqualTo(root);
            if (size < SIZE_MAX) {
                frontier.append(records.get(size));
                tree.append(records.get(size));
            }
        }
    }

    @Property
    void shouldGoOnFromAFrontierAsIfNothingHadHappened(@ForAll @IntRange(max = SIZE_MAX) int size,
            @ForAll @IntRange(max = SIZE_MAX) int stop) {
        List<Hash> records = records(size);
        Frontier frontier = new Frontier();
        for (int i = 0; i < size; i++) {
            frontier = i == stop ? Frontier.of(i, frontier.subtrees()) : frontier;
            frontier.append(records.get(i));
        }

        assertThat(frontier.root()).isEqualTo(naive(records));
    }

    @Property
    void shouldProveEveryRecordInEveryTreeAndNoOther(@ForAll @IntRange(min = 1, max = SIZE_MAX) int size,
            @ForAll @IntRange(max = SIZE_MAX) int seed) {
        int index = seed % size;
        List<Hash> records = records(size);
        InclusionProof proof = tree(SIZE_MAX).inclusion(index, size);
        Hash root = naive(records);

        assertThat(proof.path()).isEqualTo(naivePath(index, records));
        assertThat(proof.proves(records.get(index), root)).isTrue();
        assertThat(proof.proves(Hash.of("another"), root)).isFalse();
        assertThat(proof.proves(records.get(index), Hash.of("another"))).isFalse();
        for (int other = 0; other < size; other++) {
            if (other != index) {
                assertThat(new InclusionProof(other, size, proof.path()).proves(records.get(index), root)).isFalse();
            }
        }
        for (int i = 0; i < proof.path().size(); i++) {
            List<Hash> path = new ArrayList<>(proof.path());
            path.set(i, Hash.of("another"));
            assertThat(new InclusionProof(index, size, path).proves(records.get(index), root)).isFalse();
            path.remove(i);
            assertThat(new InclusionProof(index, size, path).proves(records.get(index), root)).isFalse();
        }
    }

    @Property
    void shouldProveThatATreeOnlyGrew(@ForAll @IntRange(min = 1, max = SIZE_MAX) int newer,
            @ForAll @IntRange(max = SIZE_MAX) int seed) {
        int older = 1 + seed % newer;
        List<Hash> records = records(newer);
        ConsistencyProof proof = tree(SIZE_MAX).consistency(older, newer);
        Hash olderRoot = naive(records.subList(0, older));
        Hash newerRoot = naive(records);

        assertThat(proof.path()).isEqualTo(older == newer ? List.of() : naiveProof(older, records, true));
        assertThat(proof.proves(olderRoot, newerRoot)).isTrue();
        assertThat(proof.proves(Hash.of("another"), newerRoot)).isFalse();
        assertThat(proof.proves(olderRoot, Hash.of("another"))).isFalse();
        for (int i = 0; i < proof.path().size(); i++) {
            List<Hash> path = new ArrayList<>(proof.path());
            path.set(i, Hash.of("another"));
            assertThat(new ConsistencyProof(older, newer, path).proves(olderRoot, newerRoot)).isFalse();
        }
    }

    @Example
    void shouldNotProveARewrittenBeginning() {
        MerkleTree rewritten = new MerkleTree();
        IntStream.range(0, 20).forEach(i -> rewritten.append(Hash.of(i == 3 ? "forged" : "record " + i)));

        assertThat(rewritten.consistency(8, 20).proves(tree(20).root(8), rewritten.root(20))).isFalse();
    }

    @Example
    void shouldRefuseProofsOfNothing() {
        assertThat(new InclusionProof(0, 0, List.of()).proves(Hash.NONE, Hash.NONE)).isFalse();
        assertThat(new ConsistencyProof(0, 3, List.of()).proves(Hash.NONE, Hash.NONE)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> tree(3).inclusion(3, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> tree(3).inclusion(0, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> Frontier.of(3, List.of(Hash.NONE)));
    }

    private static List<Hash> records(int count) {
        return IntStream.range(0, count).mapToObj(i -> Hash.of("record " + i)).toList();
    }

    private static MerkleTree tree(int size) {
        MerkleTree tree = new MerkleTree();
        records(size).forEach(tree::append);
        return tree;
    }

    /** MTH of 2.1.1. */
    private static Hash naive(List<Hash> records) {
        return switch (records.size()) {
            case 0 -> Hash.of("");
            case 1 -> Hash.of(HexFormat.of().parseHex("00"), records.getFirst().bytes());
            default -> {
                int k = split(records.size());
                yield Hash.of(HexFormat.of().parseHex("01"), naive(records.subList(0, k)).bytes(),
                        naive(records.subList(k, records.size())).bytes());
            }
        };
    }

    /** PATH of 2.1.3.1. */
    private static List<Hash> naivePath(int index, List<Hash> records) {
        if (records.size() == 1) {
            return List.of();
        }
        int k = split(records.size());
        List<Hash> left = records.subList(0, k);
        List<Hash> right = records.subList(k, records.size());
        List<Hash> path = new ArrayList<>(index < k ? naivePath(index, left) : naivePath(index - k, right));
        path.add(naive(index < k ? right : left));
        return path;
    }

    /** SUBPROOF of 2.1.4.1. */
    private static List<Hash> naiveProof(int older, List<Hash> records, boolean known) {
        if (older == records.size()) {
            return known ? List.of() : List.of(naive(records));
        }
        int k = split(records.size());
        List<Hash> left = records.subList(0, k);
        List<Hash> right = records.subList(k, records.size());
        List<Hash> path = new ArrayList<>(
                older <= k ? naiveProof(older, left, known) : naiveProof(older - k, right, false));
        path.add(naive(older <= k ? right : left));
        return path;
    }

    private static int split(int size) {
        int k = 1;
        while (k * 2 < size) {
            k *= 2;
        }
        return k;
    }
}
