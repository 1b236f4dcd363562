package dev.palimpsest.memory.proof;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.ledger.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the records that are not as they were written, and what their neighbours say they were. */
final class Repair {

    /** A record's place in the chain, as written or as its neighbours vouch for it. */
    record Node(long offset, Hash previous, Hash hash) {}

    private final int partition;
    private final List<Link> stored;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Damage> damages = new ArrayList<>();
    private final Set<Hash> attested;
    private boolean complete = true;

    /** @param attested hashes that checkpoints vouch for */
    Repair(int partition, List<Link> stored, Set<Hash> attested) {
        this.partition = partition;
        this.attested = attested;
        this.stored = stored;
        Hash left = Hash.NONE;
        for (int i = 0; i < stored.size(); i++) {
            Link link = stored.get(i);
            switch (link.state()) {
                case SOUND -> nodes.add(new Node(link.offset(), link.previous(), link.hash()));
                case REENCODED -> {
                    nodes.add(new Node(link.offset(), link.previous(), link.hash()));
                    damaged(link, Damage.Kind.ALTERED, "its stored bytes are not those that this record is written as");
                }
                case BROKEN, UNREADABLE -> broken(link, left, right(i));
            }
            left = link.isCoherent() ? link.hash() : left;
        }
    }

    List<Node> nodes() {
        return nodes;
    }

    List<Damage> damages() {
        return damages;
    }

    /** Whether every record's hash is known. */
    boolean isComplete() {
        return complete;
    }

    /** What the next record that can be believed says precedes it; null where none follows. */
    private @Nullable Hash right(int from) {
        for (int i = from + 1; i < stored.size(); i++) {
            if (stored.get(i).isCoherent()) {
                return stored.get(i).previous();
            }
        }
        return null;
    }

    private void broken(Link link, Hash left, @Nullable Hash right) {
        if (left.equals(right)) {
            damaged(link, Damage.Kind.INSERTED, "the log is whole without it, and it is not what its hash says");
            return;
        }
        LogRecord record = link.suspect();
        if (record == null) {
            damaged(link, Damage.Kind.ALTERED, "it cannot be read");
            Node before = nodes.isEmpty() ? new Node(-1, Hash.NONE, Hash.NONE) : nodes.getLast();
            if (right == null || before.hash().equals(right)) {
                complete = false;
            } else {
                nodes.add(new Node(link.offset(), before.hash(), right));
            }
        } else if (LogRecord.chain(left, record.event()).hash().equals(link.hash())) {
            damaged(link, Damage.Kind.ALTERED,
                    "the hash it gives as its predecessor's is not the one it was written with");
            nodes.add(new Node(link.offset(), left, link.hash()));
        } else if (Objects.equals(link.computed(), right) || attested.contains(link.computed())) {
            damaged(link, Damage.Kind.ALTERED, "its hash is not the one it was written with");
            nodes.add(new Node(link.offset(), link.previous(), link.computed()));
        } else {
            damaged(link, Damage.Kind.ALTERED, "its content is not what its hash says");
            nodes.add(new Node(link.offset(), link.previous(), link.hash()));
        }
    }

    private void damaged(Link link, Damage.Kind kind, String detail) {
        damages.add(new Damage(partition, link.offset(), kind, detail));
    }
}
