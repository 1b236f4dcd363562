package dev.palimpsest.memory.proof;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.proof.Repair.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Checks a partition of the log: first by {@link #take}, record by record in the order they stand, in little memory; then,
 * only where that finds the chain broken, by {@link #diagnose} over all of them at once. For one thread.
 */
public final class PartitionAudit {

    private final int partition;
    private final List<Checkpoint> checkpoints;
    private final Attestations attestations;
    private Hash head = Hash.NONE;
    private boolean broken;

    /** @param checkpoints that hold by themselves, see {@link CheckpointAudit} */
    public PartitionAudit(int partition, List<Checkpoint> checkpoints) {
        this.partition = partition;
        this.checkpoints = List.copyOf(checkpoints);
        attestations = new Attestations(partition, checkpoints);
    }

    /** The next record that stands in the partition. */
    public void take(Link link) {
        if (broken || link.state() != Link.State.SOUND || !link.previous().equals(head)) {
            broken = true;
            return;
        }
        head = link.hash();
        attestations.take(link.offset(), link.hash());
    }

    /** Whether the chain does not hold, so that a diagnosis is needed. */
    public boolean isBroken() {
        return broken;
    }

    /** What the checkpoints say against an unbroken chain, once all records were taken. */
    public Optional<Damage> contradiction() {
        return broken ? Optional.empty() : attestations.end();
    }

    /** Records that a checkpoint vouches for; 0 where anything is wrong. */
    public long attested() {
        return broken ? 0 : attestations.attested();
    }

    /** Records after the last checkpoint, which nothing vouches for yet but the places that agree with the log. */
    public long unattested() {
        return broken ? 0 : attestations.taken() - attested();
    }

    /**
     * What happened to a partition whose chain does not hold.
     *
     * @param stored all its records in the order they stand
     * @return at least one damage, by offset
     */
    public List<Damage> diagnose(List<Link> stored) {
        Diagnosis diagnosis = new Diagnosis(partition, stored,
                checkpoints.stream().map(Checkpoint::head).collect(Collectors.toSet()));
        List<Damage> damages = new ArrayList<>(diagnosis.damages());
        if (!diagnosis.history().isEmpty()) {
            // In the order of the chain, so that one moved record does not seem to contradict every later checkpoint.
            Attestations inOrder = new Attestations(partition, checkpoints);
            for (Node node : diagnosis.history()) {
                inOrder.take(node.offset(), node.hash());
            }
            inOrder.end().filter(damage -> damage.kind() != Damage.Kind.OUT_OF_ORDER).ifPresent(damages::add);
        }
        return damages;
    }
}
