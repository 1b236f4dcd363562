package dev.palimpsest.schemas.codec;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.proof.Checkpoint;
import dev.palimpsest.memory.proof.KeyStatement;
import dev.palimpsest.memory.proof.KeySuccession;
import dev.palimpsest.memory.proof.SignedCheckpoint;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checkpoints and key statements as JSON lines, for witnesses and bundles; see {@code docs/audit.md}. The fields stand in one
 * order and nothing is optional, so that each has one form only and a reader needs no JSON library.
 */
public final class ProofLines {

    private static final String HASH = "([0-9a-f]{64})";
    private static final String HEX = "((?:[0-9a-f]{2}){1,256})";
    private static final String TIME = "([0-9TZ:.+-]{20,40})";
    private static final Pattern KEY = Pattern
            .compile("\\{\"type\":\"key\",\"publicKey\":\"" + HEX + "\",\"at\":\"" + TIME
                    + "\",\"by\":\"" + HASH + "\",\"signature\":\"" + HEX + "\"}");
    private static final Pattern CHECKPOINT = Pattern.compile("\\{\"type\":\"checkpoint\",\"partition\":(\\d{1,9}),"
            + "\"offset\":(\\d{1,18}),\"count\":(\\d{1,18}),\"head\":\"" + HASH + "\",\"root\":\"" + HASH
            + "\",\"previous\":\"" + HASH + "\",\"at\":\"" + TIME + "\",\"keyId\":\"" + HASH + "\",\"signature\":\""
            + HEX
            + "\"}");

    private ProofLines() {}

    /** A key statement. */
    public static String of(KeyStatement key) {
        return "{\"type\":\"key\",\"publicKey\":\"" + key.publicKey() + "\",\"at\":\"" + key.at() + "\",\"by\":\""
                + key.by()
                + "\",\"signature\":\"" + key.signature() + "\"}";
    }

    /** A checkpoint, without keys and subtrees. */
    public static String of(SignedCheckpoint signed) {
        Checkpoint body = signed.body();
        return "{\"type\":\"checkpoint\",\"partition\":" + body.partition() + ",\"offset\":" + body.offset()
                + ",\"count\":"
                + body.count() + ",\"head\":\"" + body.head() + "\",\"root\":\"" + body.root() + "\",\"previous\":\""
                + body.previous() + "\",\"at\":\"" + body.at() + "\",\"keyId\":\"" + body.keyId()
                + "\",\"signature\":\""
                + signed.signature() + "\"}";
    }

    /** Reads lines one after the other; a checkpoint's keys are those that stood before it. For one thread. */
    public static final class Reader {

        private KeySuccession keys = KeySuccession.NONE;

        /** The keys so far. */
        public KeySuccession keys() {
            return keys;
        }

        /**
         * The checkpoint of a line; none where the line introduces a key.
         *
         * @throws IllegalArgumentException where it is neither
         */
        public List<SignedCheckpoint> read(String line) {
            Matcher key = KEY.matcher(line);
            if (key.matches()) {
                KeyStatement statement = new KeyStatement(key.group(1), time(key.group(2)), key.group(3), key.group(4));
                if (!keys.statements().contains(statement)) {
                    keys = keys.plus(statement);
                }
                return List.of();
            }
            Matcher checkpoint = CHECKPOINT.matcher(line);
            if (checkpoint.matches()) {
                return List.of(new SignedCheckpoint(body(checkpoint.toMatchResult()), checkpoint.group(9), keys,
                        List.of()));
            }
            throw new IllegalArgumentException("neither a checkpoint nor a key");
        }

        private static Checkpoint body(MatchResult line) {
            return new Checkpoint(Integer.parseInt(line.group(1)), Long.parseLong(line.group(2)),
                    Long.parseLong(line.group(3)), new Hash(line.group(4)), new Hash(line.group(5)),
                    new Hash(line.group(6)), time(line.group(7)), line.group(8));
        }

        private static Instant time(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("not a time: " + text, e);
            }
        }
    }
}
