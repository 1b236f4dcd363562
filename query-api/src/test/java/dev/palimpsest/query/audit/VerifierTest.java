package dev.palimpsest.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.ledger.LogRecord;
import dev.palimpsest.memory.ledger.MemoryEvent;
import dev.palimpsest.memory.proof.Checkpoint;
import dev.palimpsest.memory.proof.SignedCheckpoint;
import dev.palimpsest.query.audit.Export.Wish;
import dev.palimpsest.query.audit.SharedLog.Stored;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;

/** The verifier as it stands in the documentation, on bundles as they are exported. */
class VerifierTest {

    private static final Path SOURCE = Path.of("../docs/verifier/Verify.java");
    private static final int CHANGES = 1_500;
    private static final Pattern NAMED = Pattern.compile("\\{\"type\":\"(record|checkpoint|proof)\"");
    private static final Pattern PLACE = Pattern.compile("\"partition\":(\\d+),\"offset\":(\\d+)");

    @TempDir
    static Path folder;

    private static Method verifier;

    private final Signatory signatory = new Signatory();
    private final List<List<LogRecord>> partitions = List.of(SharedLog.records(21, 1), SharedLog.records(9, 2));
    private final MemoryId chosen = partitions.getFirst().stream().map(record -> record.event().header())
            .filter(header -> header.tenant().equals(SharedLog.MINE)).findFirst().orElseThrow().memory();
    private final List<List<SignedCheckpoint>> checkpoints = signed();

    private record Verdict(int status, String said) {}

    @BeforeAll
    static void compile() throws Exception {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "--release", "17", "-d",
                classes.toString(), SOURCE.toString())).isZero();
        @SuppressWarnings("resource") // lives as long as the tests
        URLClassLoader loader = new URLClassLoader(new URL[]{classes.toUri().toURL()});
        verifier = loader.loadClass("Verify").getDeclaredMethod("run", Path.class, String.class, PrintStream.class);
        verifier.setAccessible(true);
    }

    @Test
    void shouldBeShortEnoughToBeReadByWhoMustTrustIt() throws IOException {
        assertThat(Files.readAllLines(SOURCE)).hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void shouldProveTheWholeLogAndTheChosenMemory() {
        String first = signatory.keys().statements().getFirst().keyId();

        Verdict verdict = verify(bundle(true), first);

        assertThat(verdict.said()).startsWith("HOLDS: a bundle of tenant acme")
                .contains("30 records in 2 partitions", "4 checkpoints by 2 keys vouch for 27 records; 3 came after",
                        "records of memory " + chosen, "the key you trust is among them");
        assertThat(verdict.status()).isZero();
    }

    @Test
    void shouldProveTheChosenMemoryAlone() {
        Verdict verdict = verify(bundle(false), null);

        assertThat(bundle(false)).doesNotContain("\"type\":\"record\"", "\"type\":\"hash\"");
        assertThat(verdict.said()).startsWith("HOLDS").contains("records of memory " + chosen, "the first key is ");
        assertThat(verdict.status()).isZero();
    }

    @Test
    void shouldRefuseAKeyThatSignedNothing() {
        assertThat(verify(bundle(true), "0".repeat(64)).status()).isEqualTo(1);
    }

    /** Whoever writes a bundle may leave out what he likes and end it as it should be ended. */
    @Test
    void shouldRefuseABundleWithoutCheckpointsWhereAKeyIsTrusted() {
        List<String> unsigned = bundle(true).lines()
                .filter(line -> !line.contains("\"checkpoint\"") && !line.contains("\"proof\"")).toList();

        assertThat(verify(ended(unsigned), null).said()).contains("partition 0: signed never");
        assertThat(verify(ended(unsigned), signatory.keys().statements().getFirst().keyId()).said())
                .contains("nothing of partition 0 is signed by the key you trust");
    }

    /** Else a root of anybody's could stand before one that is signed by the key that is trusted. */
    @Test
    void shouldRefuseASecondCheckpointOfAPartitionBeforeAProof() {
        List<String> lines = new ArrayList<>(bundle(false).lines().toList());
        String checkpoint = lines.stream().filter(line -> line.contains("\"checkpoint\"")).findFirst().orElseThrow();
        lines.add(lines.indexOf(checkpoint), checkpoint);

        assertThat(verify(ended(lines), null).said()).contains("is the second of its partition");
    }

    @Test
    void shouldRefuseABundleOfProofsWithoutAProofWhereAKeyIsTrusted() {
        List<String> lines = bundle(false).lines().filter(line -> !line.contains("\"proof\"")).toList();

        assertThat(verify(ended(lines), signatory.keys().statements().getFirst().keyId()).said())
                .contains("there is no proof in it");
    }

    /** These lines, the last of them made anew for what stands before it. */
    private static String ended(List<String> lines) {
        List<String> before = lines.subList(0, lines.size() - 1);
        String text = String.join("\n", before) + "\n";
        return text + "{\"type\":\"end\",\"lines\":" + before.size() + ",\"sha256\":\""
                + Hash.of(text.getBytes(StandardCharsets.US_ASCII)).hex() + "\"}\n";
    }

    @Test
    void shouldShowNothingOfOtherTenants() {
        String bundle = bundle(true);

        assertThat(bundle).contains(hex("of acme")).doesNotContain(hex("globex"));
    }

    @Test
    void shouldRefuseEveryChangeOfOneByteAndNameItsPlace() {
        byte[] whole = bundle(true).getBytes(StandardCharsets.US_ASCII);
        Random random = new Random(20261123);
        for (int i = 0; i < CHANGES; i++) {
            byte[] changed = whole.clone();
            int at = random.nextInt(changed.length);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            String line = lineAt(whole, at);

            Verdict verdict = verify(new String(changed, StandardCharsets.ISO_8859_1), null);

            assertThat(verdict.status()).as("byte %d of %s", at, line).isEqualTo(1);
            assertThat(verdict.said()).startsWith("DOES NOT HOLD, line ");
            Matcher place = PLACE.matcher(line);
            if (NAMED.matcher(line).lookingAt() && place.find() && at >= startOf(whole, at) + place.end()) {
                assertThat(verdict.said()).containsAnyOf("record " + place.group(1) + "@" + place.group(2),
                        place.group());
            }
        }
    }

    @Test
    void shouldRefuseWhatWasCutOffOrLeftOut() {
        List<String> lines = bundle(true).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            List<String> fewer = new ArrayList<>(lines);
            fewer.remove(i);
            assertThat(verify(String.join("\n", fewer) + "\n", null).status()).as("without " + lines.get(i))
                    .isEqualTo(1);
            assertThat(verify(String.join("\n", lines.subList(0, i)) + "\n", null).status()).isEqualTo(1);
        }
        assertThat(verify("", null).status()).isEqualTo(1);
        assertThat(verify(bundle(true) + "\n", null).status()).isEqualTo(1);
    }

    /** Whoever has the brokers can make every hash anew, but not the signatures. */
    @Test
    void shouldRefuseALogThatWasWrittenAnewUnderTheOldCheckpoints() {
        List<MemoryEvent> events = partitions.getFirst().stream().map(LogRecord::event)
                .collect(Collectors.toCollection(ArrayList::new));
        events.set(5, partitions.getLast().get(4).event());

        Verdict verdict = verify(bundle(true, List.of(SharedLog.chain(events), partitions.getLast())), null);

        assertThat(verdict.said()).contains("a record of partition 0 between offsets 0 and 15 is not the one");
        assertThat(verdict.status()).isEqualTo(1);
    }

    @Test
    void shouldRunAsItIsUnderEveryJdkThatIsHere() throws Exception {
        Path good = Files.writeString(folder.resolve("good.bundle"), bundle(true));
        String text = Files.readString(good);
        int at = text.indexOf("\"canonical\":\"") + 60;
        Path bad = Files.writeString(folder.resolve("bad.bundle"),
                text.substring(0, at) + (text.charAt(at) == '0' ? '1' : '0') + text.substring(at + 1));
        for (Path java : javas()) {
            assertThat(run(java, good)).as(java + " on what is whole").isZero();
            assertThat(run(java, bad)).as(java + " on what was changed").isEqualTo(1);
        }
    }

    private static List<Path> javas() throws IOException {
        List<Path> javas = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")));
        Path others = Path.of("/usr/lib/jvm/java-17-openjdk-amd64/bin/java");
        if (Files.isExecutable(others)) {
            javas.add(others);
        }
        return javas;
    }

    private static int run(Path java, Path bundle) throws Exception {
        return new ProcessBuilder(java.toString(), SOURCE.toString(), bundle.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile()).start().waitFor();
    }

    private static int startOf(byte[] bundle, int at) {
        return new String(bundle, StandardCharsets.US_ASCII).lastIndexOf('\n', at - 1) + 1;
    }

    private static String lineAt(byte[] bundle, int at) {
        String text = new String(bundle, StandardCharsets.US_ASCII);
        return text.substring(startOf(bundle, at), text.indexOf('\n', at));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<List<SignedCheckpoint>> signed() {
        List<SignedCheckpoint> first = signatory.checkpoints(0, partitions.getFirst(), List.of(8));
        signatory.rotate();
        List<SignedCheckpoint> later = signatory.checkpoints(0, partitions.getFirst(), List.of(8, 13, 18));
        List<SignedCheckpoint> chained = new ArrayList<>(first);
        later.subList(1, later.size()).forEach(checkpoint -> {
            var body = checkpoint.body();
            chained.add(signatory.sign(new Checkpoint(body.partition(), body.offset(),
                    body.count(), body.head(), body.root(), chained.getLast().body().hash(), body.at(), body.keyId()),
                    checkpoint.subtrees()));
        });
        return List.of(chained, signatory.checkpoints(1, partitions.getLast(), List.of(9)));
    }

    private String bundle(boolean whole) {
        return bundle(whole, partitions);
    }

    private String bundle(boolean whole, List<List<LogRecord>> logs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Wish wish = new Wish(SharedLog.MINE, Set.of(chosen), whole);
        BundleWriter bundle = new BundleWriter(out, wish, SharedLog.at(9));
        bundle.keys(signatory.keys());
        for (int partition = 0; partition < logs.size(); partition++) {
            BundlePartition part = new BundlePartition(bundle, wish, partition, checkpoints.get(partition));
            SharedLog.stored(logs.get(partition)).stream().map(Stored::read).forEach(part::take);
            part.end();
        }
        bundle.end();
        return out.toString(StandardCharsets.US_ASCII);
    }

    private static Verdict verify(String bundle, @Nullable String trusted) {
        try {
            Path file = Files.write(folder.resolve("bundle"), bundle.getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            Object status = verifier.invoke(null, file, trusted, new PrintStream(said, true, StandardCharsets.UTF_8));
            return new Verdict((int) status, said.toString(StandardCharsets.UTF_8));
        } catch (IOException | ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
