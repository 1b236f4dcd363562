import java.io.*;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.*;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.*;
import java.util.regex.*;

/**
 * Checks a bundle that palimpsest export --proof wrote, with nothing but a JDK (17 or newer) and this file; ../audit.md
 * explains every byte. Run as {@code java Verify.java BUNDLE [TRUSTED_KEY]}. Exit status: 0 it holds, 1 it does not, 2 not run so.
 */
public final class Verify {
    private static final byte[] ZERO = {0}, ONE = {1};
    private static final Pattern BUNDLE = line("'bundle','version':1,'tenant':'([a-z0-9-]+)','scope':'(log|proofs)','made':TIME");
    private static final Pattern KEY = line("'key','publicKey':HEX,'at':TIME,'by':HASH,'signature':HEX");
    private static final Pattern RECORD = line("'record',PLACE,'hash':HASH,'canonical':HEX");
    private static final Pattern FOREIGN = line("'hash',PLACE,'hash':HASH");
    private static final Pattern CHECKPOINT = line(
            "'checkpoint',PLACE,'count':NUMBER,'head':HASH,'root':HASH,'previous':HASH,'at':TIME,'keyId':HASH,'signature':HEX");
    private static final Pattern PROOF = line("'proof',PLACE,'index':NUMBER,'size':NUMBER,'previous':HASH,'canonical':HEX,'path':HEX");
    private static final Pattern END = line("'end','lines':NUMBER,'sha256':HASH");

    private static final class Part { // what is known of one partition so far
        final List<byte[]> subtrees = new ArrayList<>(); // of the Merkle tree, the largest first
        final TreeMap<Long, String> roots = new TreeMap<>(); // by how many records a checkpoint covers
        String head = "0".repeat(64), checkpoint = head, last = "";
        long count, offset = -1, attested = -1, key;
    }
    private final List<String> keyIds = new ArrayList<>(), publicKeys = new ArrayList<>();
    private final Map<Integer, Part> parts = new TreeMap<>();
    private final Map<String, Integer> proven = new TreeMap<>();
    private MatchResult header; // tenant, scope, when it was made
    private long own, all, checkpoints;

    public static void main(String[] args) throws IOException {
        boolean asked = (args.length == 1 || args.length == 2) && Files.isRegularFile(Path.of(args[0]));
        if (!asked) { System.err.println("usage: java Verify.java BUNDLE [TRUSTED_KEY], BUNDLE being a file that palimpsest export --proof wrote"); }
        System.exit(asked ? run(Path.of(args[0]), args.length == 2 ? args[1] : null, System.out) : 2);
    }

    static int run(Path bundle, String trusted, PrintStream out) throws IOException {
        long number = 1;
        String line = "";
        try (Scanner in = new Scanner(bundle, StandardCharsets.ISO_8859_1).useDelimiter("\n")) {
            Verify verify = new Verify();
            MessageDigest whole = MessageDigest.getInstance("SHA-256");
            Matcher end;
            for (line = in.next(); !(end = END.matcher(line)).matches(); line = in.next(), number++) {
                whole.update((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
                verify.take(line, number);
                require(in.hasNext(), "the bundle ends too early: it was cut off");
            }
            require(Long.parseLong(end.group(1)) == number - 1 && end.group(2).equals(hex(whole.digest())) && !in.hasNext(),
                    "the lines are not those that were written: the file was changed");
            verify.tell(trusted, out);
            return 0;
        } catch (RuntimeException | GeneralSecurityException e) {
            out.println("DOES NOT HOLD, line " + number + ": " + e.getMessage() + "\n  " + line.substring(0, Math.min(100, line.length())));
            return 1;
        }
    }

    private void take(String line, long number) throws GeneralSecurityException {
        Matcher m;
        if (number == 1) {
            require((m = BUNDLE.matcher(line)).matches(), "this is no bundle of version 1");
            header = m.toMatchResult();
        } else if ((m = KEY.matcher(line)).matches()) {
            keyIds.add(hex(sha(unhex(m.group(1)))));
            publicKeys.add(m.group(1));
            int by = Math.max(0, keyIds.size() - 2); // the first speaks for itself
            require(keyIds.get(by).equals(m.group(3)) && isSigned(bytes("palimpsest-key-1", m.group(1), Instant.parse(m.group(2)), m.group(3)),
                    by, m.group(4)), "a key is not introduced by the key before it");
        } else if ((m = RECORD.matcher(line)).matches()) {
            byte[] canonical = unhex(m.group(4));
            require(hex(sha(unhex(part(m).head), canonical)).equals(m.group(3)),
                    place(m) + " is not what its hash says, or what stands before it was changed");
            memory(m, canonical);
            append(m);
            own++;
        } else if ((m = FOREIGN.matcher(line)).matches()) {
            append(m);
        } else if ((m = CHECKPOINT.matcher(line)).matches()) {
            checkpoint(m, part(m));
        } else if ((m = PROOF.matcher(line)).matches()) {
            byte[] canonical = unhex(m.group(6)), leaf = sha(ZERO, sha(unhex(m.group(5)), canonical));
            byte[] root = climb(leaf, Long.parseLong(m.group(3)), Long.parseLong(m.group(4)), m.group(7));
            require(hex(root).equals(part(m).roots.get(Long.parseLong(m.group(4)))), "the proof of " + place(m) + " does not lead to a checkpoint");
            proven.merge(memory(m, canonical), 1, Integer::sum);
        } else {
            throw new IllegalArgumentException("this cannot be checked");
        }
    }

    private void append(Matcher m) throws GeneralSecurityException {
        Part part = part(m);
        require(header.group(2).equals("log") && Long.parseLong(m.group(2)) > part.offset, place(m) + " stands in the wrong place");
        byte[] subtree = sha(ZERO, unhex(m.group(3)));
        for (long n = part.count; (n & 1) == 1; n >>= 1) { subtree = sha(ONE, part.subtrees.remove(part.subtrees.size() - 1), subtree); }
        part.subtrees.add(subtree);
        part.count++;
        all++;
        part.head = m.group(3);
        part.offset = Long.parseLong(m.group(2));
    }

    private void checkpoint(Matcher m, Part part) throws GeneralSecurityException {
        long count = Long.parseLong(m.group(3));
        byte[] said = bytes("palimpsest-checkpoint-1", Long.parseLong(m.group(1)), Long.parseLong(m.group(2)), count, m.group(4), m.group(5),
                m.group(6), Instant.parse(m.group(7)), m.group(8));
        String what = "the checkpoint at " + place(m);
        int key = keyIds.indexOf(m.group(8));
        require(key >= 0 && isSigned(said, key, m.group(9)), what + " is not signed by a key of this bundle");
        require(header.group(2).equals("log") || part.roots.isEmpty(), what + " is the second of its partition, and proofs need one");
        if (header.group(2).equals("log") && !hex(sha(said)).equals(part.checkpoint)) { // the same one twice is harmless
            require(m.group(6).equals(part.checkpoint) && key >= part.key, what + " does not follow the checkpoint before it");
            require(count <= part.count, what + " vouches for " + (count - part.count) + " records that are missing after offset " + part.offset);
            byte[] root = part.subtrees.get(part.subtrees.size() - 1);
            for (int i = part.subtrees.size() - 2; i >= 0; i--) { root = sha(ONE, part.subtrees.get(i), root); }
            require(count == part.count && part.offset == Long.parseLong(m.group(2)) && m.group(4).equals(part.head) && m.group(5).equals(hex(root)),
                    "a record of partition " + m.group(1) + " between offsets " + (part.attested + 1) + " and " + part.offset + " is not the one that was signed");
            part.attested = part.offset;
        }
        part.checkpoint = hex(sha(said));
        part.key = key;
        part.roots.put(count, m.group(5));
        part.last = m.group(7);
        checkpoints++;
    }

    /** The root of a tree of this size in which the leaf stands at this index (RFC 9162, 2.1.3.1, the other way round). */
    private static byte[] climb(byte[] leaf, long index, long size, String path) throws GeneralSecurityException {
        if (index >= size || (size == 1 ? !path.isEmpty() : path.length() < 64)) { return ZERO; } // of another length than the tree is high
        if (size == 1) { return leaf; }
        long left = Long.highestOneBit(size - 1);
        String below = path.substring(0, path.length() - 64);
        byte[] beside = unhex(path.substring(below.length()));
        return index < left ? sha(ONE, climb(leaf, index, left, below), beside) : sha(ONE, beside, climb(leaf, index - left, size - left, below));
    }

    private void tell(String trusted, PrintStream out) {
        int from = trusted == null ? 0 : keyIds.indexOf(trusted);
        require(from >= 0, "the key you trust is not among " + keyIds);
        parts.forEach((number, part) -> require(trusted == null || (part.key >= from && !part.roots.isEmpty()), "nothing of partition " + number
                + " is signed by the key you trust or one after it: it was never signed, or its checkpoints were taken out"));
        require(trusted == null || header.group(2).equals("log") || !proven.isEmpty(), "there is no proof in it");
        long attested = parts.values().stream().mapToLong(part -> part.roots.isEmpty() ? 0 : part.roots.lastKey()).sum();
        out.println("HOLDS: a bundle of tenant " + header.group(1) + ", made " + header.group(3) + "\n"
                + all + " records in " + parts.size() + " partitions, each after the one it names; " + (all - own) + " given as hashes alone\n"
                + checkpoints + " checkpoints by " + keyIds.size() + " keys vouch for " + attested + " records"
                + (attested < all ? "; " + (all - attested) + " came after the last checkpoints and are not signed" : ""));
        parts.forEach((number, part) -> out.println("partition " + number + ": signed " + (part.roots.isEmpty() ? "never"
                : "up to record " + part.roots.lastKey() + ", last at " + part.last)));
        proven.forEach((memory, records) -> out.println("proven to be in the log: " + records + " records of memory " + memory));
        out.println(trusted != null ? "the key you trust is among them" : "the first key is " + keyIds.stream().findFirst().orElse("none") + ": is it the one you were told?");
    }

    /** The memory that a record speaks of: its canonical bytes begin with the texts type, tenant, subject and memory. */
    private String memory(Matcher m, byte[] canonical) {
        List<String> texts = new ArrayList<>();
        for (int at = 0, n; texts.size() < 4; at += 4 + n) { texts.add(new String(canonical, at + 4, n = ByteBuffer.wrap(canonical).getInt(at), StandardCharsets.UTF_8)); }
        require(texts.get(1).equals(header.group(1)), place(m) + " is another tenant's");
        return texts.get(3);
    }

    /** Texts (all of these are ASCII) with their length, numbers in eight bytes, times as seconds and nanoseconds. */
    private static byte[] bytes(Object... fields) {
        ByteBuffer out = ByteBuffer.allocate(4096);
        for (Object field : fields) {
            ByteBuffer ignored = field instanceof String text ? out.putInt(text.length()).put(text.getBytes(StandardCharsets.US_ASCII))
                    : field instanceof Instant time ? out.putLong(time.getEpochSecond()).putInt(time.getNano()) : out.putLong((Long) field);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private boolean isSigned(byte[] message, int key, String signature) throws GeneralSecurityException {
        Signature ed25519 = Signature.getInstance("Ed25519");
        ed25519.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(unhex(publicKeys.get(key)))));
        ed25519.update(message);
        return ed25519.verify(unhex(signature));
    }

    private static byte[] sha(byte[]... parts) throws GeneralSecurityException {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        List.of(parts).forEach(sha::update);
        return sha.digest();
    }
    private Part part(Matcher m) { return parts.computeIfAbsent(Integer.parseInt(m.group(1)), number -> new Part()); }
    private static String place(Matcher m) { return "record " + m.group(1) + "@" + m.group(2); }
    private static String hex(byte[] bytes) { return HexFormat.of().formatHex(bytes); }
    private static byte[] unhex(String hex) { return HexFormat.of().parseHex(hex); }
    private static Pattern line(String form) {
        return Pattern.compile(("\\{'type':" + form + "}").replace("PLACE", "'partition':NUMBER,'offset':NUMBER").replace("NUMBER", "(\\d{1,18})")
                .replace("HASH", "'([0-9a-f]{64})'").replace("HEX", "'([0-9a-f]*)'").replace("TIME", "'([0-9TZ:.+-]+)'").replace('\'', '"'));
    }
    private static void require(boolean holds, String otherwise) { if (!holds) { throw new IllegalArgumentException(otherwise); } }
}
