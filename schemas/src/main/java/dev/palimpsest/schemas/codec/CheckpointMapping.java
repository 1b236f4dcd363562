package dev.palimpsest.schemas.codec;

import dev.palimpsest.memory.proof.KeyStatement;
import dev.palimpsest.memory.proof.KeySuccession;
import dev.palimpsest.memory.proof.SignedCheckpoint;
import dev.palimpsest.schemas.avro.Checkpoint;
import java.nio.ByteBuffer;
import java.util.HexFormat;

final class CheckpointMapping {

    private CheckpointMapping() {}

    static Checkpoint encode(SignedCheckpoint from) {
        var body = from.body();
        return new Checkpoint(body.partition(), body.offset(), body.count(), Words.hash(body.head()),
                Words.hash(body.root()), body.at(), body.keyId(), bytes(from.signature()), Words.hash(body.previous()),
                from.keys().statements().stream()
                        .map(key -> new dev.palimpsest.schemas.avro.KeyStatement(bytes(key.publicKey()), key.at(),
                                key.by(), bytes(key.signature())))
                        .toList(),
                from.subtrees().stream().map(Words::hash).toList());
    }

    static SignedCheckpoint decode(Checkpoint from) {
        return new SignedCheckpoint(
                new dev.palimpsest.memory.proof.Checkpoint(from.getPartition(), from.getOffset(), from.getCount(),
                        Words.hashOf(from.getHead()), Words.hashOf(from.getRoot()), Words.hashOf(from.getPrevious()),
                        from.getAt(), from.getKeyId()),
                hex(from.getSignature()),
                new KeySuccession(from.getKeys().stream().map(
                        key -> new KeyStatement(hex(key.getPublicKey()), key.getAt(), key.getBy(),
                                hex(key.getSignature())))
                        .toList()),
                from.getSubtrees().stream().map(Words::hashOf).toList());
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    private static String hex(ByteBuffer from) {
        byte[] bytes = new byte[from.remaining()];
        from.duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
