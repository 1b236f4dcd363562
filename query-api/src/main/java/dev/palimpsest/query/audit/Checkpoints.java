package dev.palimpsest.query.audit;

import dev.palimpsest.memory.proof.CheckpointAudit;
import dev.palimpsest.memory.proof.SignedCheckpoint;
import dev.palimpsest.schemas.RecordSerde;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.codec.Codecs;
import dev.palimpsest.schemas.codec.ProofLines;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** The checkpoints, as the brokers have them and as a witness kept them. */
final class Checkpoints {

    private final MemoryLog log;
    private final RecordSerde<SignedCheckpoint> serde;

    Checkpoints(MemoryLog log, SchemaRegistry registry) {
        this.log = log;
        this.serde = new RecordSerde<>(Codecs.CHECKPOINT, registry, Topic.CHECKPOINTS.title());
    }

    /** What the brokers have, checked against one another and the witness's. */
    CheckpointAudit audit(List<SignedCheckpoint> witness) {
        CheckpointAudit audit = new CheckpointAudit();
        log.readAll(Topic.CHECKPOINTS, record -> {
            try {
                audit.take(read(record));
            } catch (SerializationException e) {
                audit.unreadable(record.partition(), record.offset());
            }
        });
        witness.forEach(audit::witness);
        return audit;
    }

    /** What the brokers have by partition; what cannot be read is left out. */
    Map<Integer, List<SignedCheckpoint>> all() {
        Map<Integer, List<SignedCheckpoint>> all = new TreeMap<>();
        log.readAll(Topic.CHECKPOINTS, record -> {
            try {
                SignedCheckpoint checkpoint = read(record);
                all.computeIfAbsent(checkpoint.body().partition(), _ -> new ArrayList<>()).add(checkpoint);
            } catch (SerializationException e) {
                // the gap in their succession tells
            }
        });
        return all;
    }

    private SignedCheckpoint read(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            throw new SerializationException("no Checkpoint: no value");
        }
        return serde.fromBytes(record.value());
    }

    /**
     * The checkpoints of a witness file.
     *
     * @throws IllegalArgumentException naming the line that is none, where the last one does not end, and where there is no checkpoint: with nothing to compare, a
     *                                  comparison must not look like a good one
     */
    static List<SignedCheckpoint> witness(String text) {
        ProofLines.Reader lines = new ProofLines.Reader();
        List<SignedCheckpoint> checkpoints = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            try {
                checkpoints.addAll(lines.read(line));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + number + " of the witness file: " + e.getMessage(), e);
            }
        }
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw new IllegalArgumentException("line " + number
                    + " of the witness file does not end with a line feed: the file was cut, take another copy");
        }
        if (checkpoints.isEmpty()) {
            throw new IllegalArgumentException(
                    "the witness file holds no checkpoint: give a copy of checkpoints.jsonl, kept outside");
        }
        return checkpoints;
    }
}
