package dev.palimpsest.ingest.raw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Somebody else's Avro record as plain JSON, which every decoder reads: unions without their type names, bytes in Base64. */
final class AvroJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private AvroJson() {}

    static JsonNode of(@Nullable Object value) {
        return switch (value) {
            case null -> JSON.nullNode();
            case GenericRecord record -> object(record);
            case Map<?, ?> map -> object(map);
            case Collection<?> list -> array(list);
            case Boolean flag -> JSON.booleanNode(flag);
            case Integer number -> JSON.numberNode(number);
            case Long number -> JSON.numberNode(number);
            case Float number -> JSON.numberNode(number);
            case Double number -> JSON.numberNode(number);
            case ByteBuffer bytes -> JSON.textNode(base64(bytes));
            default -> JSON.textNode(value.toString());
        };
    }

    private static ObjectNode object(GenericRecord record) {
        ObjectNode object = JSON.objectNode();
        record.getSchema().getFields().forEach(field -> object.set(field.name(), of(record.get(field.pos()))));
        return object;
    }

    private static ObjectNode object(Map<?, ?> map) {
        ObjectNode object = JSON.objectNode();
        map.forEach((key, value) -> object.set(String.valueOf(key), of(value)));
        return object;
    }

    private static ArrayNode array(Collection<?> list) {
        ArrayNode array = JSON.arrayNode();
        list.forEach(value -> array.add(of(value)));
        return array;
    }

    private static String base64(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
