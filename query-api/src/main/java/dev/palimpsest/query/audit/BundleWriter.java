package dev.palimpsest.query.audit;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.proof.InclusionProof;
import dev.palimpsest.memory.proof.KeySuccession;
import dev.palimpsest.memory.proof.SignedCheckpoint;
import dev.palimpsest.query.audit.Export.Wish;
import dev.palimpsest.schemas.codec.ProofLines;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** The lines of a bundle: JSON whose fields stand in one order. For one thread. */
public final class BundleWriter {

    private static final HexFormat HEX = HexFormat.of();

    private final OutputStream out;
    private final MessageDigest sha;
    private long lines;

    /** Begins a bundle. The stream stays the caller's to flush and to close. */
    public BundleWriter(OutputStream out, Wish wish, Instant now) {
        this.out = out;
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        line("{\"type\":\"bundle\",\"version\":1,\"tenant\":\"" + wish.tenant() + "\",\"scope\":\""
                + (wish.whole() ? "log" : "proofs") + "\",\"made\":\"" + now + "\"}");
    }

    /** The keys that sign the checkpoints of the bundle. */
    public void keys(KeySuccession keys) {
        keys.statements().forEach(key -> line(ProofLines.of(key)));
    }

    void own(int partition, long offset, LogRecord record) {
        line("{\"type\":\"record\"," + place(partition, offset) + ",\"hash\":\"" + record.hash() + "\",\"canonical\":\""
                + HEX.formatHex(record.canonical()) + "\"}");
    }

    void foreign(int partition, long offset, Hash hash) {
        line("{\"type\":\"hash\"," + place(partition, offset) + ",\"hash\":\"" + hash + "\"}");
    }

    void unreadable(int partition, long offset) {
        line("{\"type\":\"unreadable\"," + place(partition, offset) + "}");
    }

    void checkpoint(SignedCheckpoint checkpoint) {
        line(ProofLines.of(checkpoint));
    }

    void proof(int partition, long offset, LogRecord record, InclusionProof proof) {
        line("{\"type\":\"proof\"," + place(partition, offset) + ",\"index\":" + proof.index() + ",\"size\":"
                + proof.size() + ",\"previous\":\"" + record.previous() + "\",\"canonical\":\""
                + HEX.formatHex(record.canonical()) + "\",\"path\":\""
                + proof.path().stream().map(Hash::hex).collect(Collectors.joining()) + "\"}");
    }

    /** Ends the bundle with the digest of all its lines, so that one that was cut off is seen. */
    public void end() {
        long before = lines;
        line("{\"type\":\"end\",\"lines\":" + before + ",\"sha256\":\"" + HEX.formatHex(sha.digest()) + "\"}");
    }

    private static String place(int partition, long offset) {
        return "\"partition\":" + partition + ",\"offset\":" + offset;
    }

    private void line(String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.US_ASCII);
        sha.update(bytes);
        lines++;
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("the bundle cannot be written", e);
        }
    }
}
