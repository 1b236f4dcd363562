package dev.palimpsest.trust.seal;

import dev.palimpsest.memory.Canonical;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Subject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/** The bytes of content before it is sealed, by {@link Canonical}: a version, text, attributes, entities, categories. */
final class ContentForm {

    private static final long VERSION = 1;

    private ContentForm() {}

    static byte[] bytes(Content.Plain content) {
        return new Canonical().number(VERSION).text(content.text())
                .list(content.attributes().entrySet(), (to, entry) -> to.text(entry.getKey()).list(entry.getValue(),
                        Canonical::text))
                .list(content.entities(), (to, subject) -> to.text(subject.toString()))
                .list(content.categories(), Canonical::text).toBytes();
    }

    static Content.Plain read(byte[] bytes, String keyId) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.getLong() != VERSION) {
            throw new IllegalStateException("content sealed by a newer version");
        }
        String text = text(in);
        TreeMap<String, List<String>> attributes = new TreeMap<>();
        for (int left = in.getInt(); left > 0; left--) {
            attributes.put(text(in), list(in, ContentForm::text));
        }
        return new Content.Plain(text, attributes, list(in, each -> Subject.parse(text(each))),
                list(in, ContentForm::text), keyId);
    }

    static String text(ByteBuffer in) {
        byte[] utf8 = new byte[in.getInt()];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    static <T> List<T> list(ByteBuffer in, Function<ByteBuffer, T> read) {
        List<T> values = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            values.add(read.apply(in));
        }
        return values;
    }
}
