package dev.palimpsest.processor.checkpoint;

import dev.palimpsest.memory.proof.Checkpoint;
import dev.palimpsest.memory.proof.KeyStatement;
import dev.palimpsest.memory.proof.SignedCheckpoint;
import dev.palimpsest.schemas.codec.ProofLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file that somebody outside keeps a copy of: a line a checkpoint, and a line a key before the first checkpoint that it
 * signed. What was appended is on the disk when {@link #append} returns. For one thread.
 */
final class WitnessFile implements AutoCloseable {

    /** How far back the last checkpoint of a partition is looked for: thousands of lines. */
    private static final int TAIL_BYTES = 4 << 20;

    private final FileChannel channel;
    private final Set<KeyStatement> introduced = new HashSet<>();
    private final Map<Integer, Checkpoint> last = new HashMap<>();

    private WitnessFile(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens the file, makes it where it is not, and cuts off a line that a crash left half.
     *
     * @throws IllegalArgumentException where its end is no witness file's, in one line
     */
    static WitnessFile open(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            WitnessFile witness = new WitnessFile(channel);
            try {
                witness.readTail();
            } catch (IllegalArgumentException e) {
                channel.close();
                throw new IllegalArgumentException("not a file of checkpoints: " + file + " (" + e.getMessage() + ")",
                        e);
            }
            return witness;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the witness file " + file, e);
        }
    }

    /** The last checkpoint of a partition, where one stands near the end. */
    Optional<Checkpoint> last(int partition) {
        return Optional.ofNullable(last.get(partition));
    }

    /** Adds a checkpoint and the keys it needs, and waits until the disk has them. */
    void append(SignedCheckpoint checkpoint) {
        StringBuilder lines = new StringBuilder();
        checkpoint.keys().statements().stream().filter(introduced::add)
                .forEach(key -> lines.append(ProofLines.of(key)).append('\n'));
        lines.append(ProofLines.of(checkpoint)).append('\n');
        try {
            ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes, channel.size());
            }
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the witness file", e);
        }
        last.put(checkpoint.body().partition(), checkpoint.body());
    }

    private void readTail() throws IOException {
        long size = channel.size();
        long from = Math.max(0, size - TAIL_BYTES);
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size - from));
        while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
            // until all is there
        }
        String tail = new String(bytes.array(), StandardCharsets.US_ASCII);
        int whole = tail.lastIndexOf('\n') + 1;
        if (whole < tail.length()) {
            channel.truncate(from + whole);
        }
        int begin = from == 0 ? 0 : tail.indexOf('\n') + 1;
        ProofLines.Reader lines = new ProofLines.Reader();
        for (String line : (Iterable<String>) tail.substring(begin, whole).lines()::iterator) {
            List<SignedCheckpoint> read = lines.read(line);
            read.forEach(checkpoint -> last.put(checkpoint.body().partition(), checkpoint.body()));
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the witness file", e);
        }
    }
}
