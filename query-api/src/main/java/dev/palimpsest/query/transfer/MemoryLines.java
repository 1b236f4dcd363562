package dev.palimpsest.query.transfer;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.palimpsest.access.JsonFault;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.ledger.MemoryEvent;
import java.io.IOException;
import java.util.function.Function;

/** The lines of an export: every field of what they are of, so that what is read back equals what was written. Safe for several threads. */
public final class MemoryLines {

    private static final ObjectMapper JSON = JsonMapper.builder().addModule(new JavaTimeModule()).addModule(words())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES) // what is missing too: no part is left to a default
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE).addMixIn(Content.class, ContentForm.class)
            .addMixIn(MemoryEvent.class, EventForm.class).addMixIn(Line.class, LineForm.class).build();

    private MemoryLines() {}

    /** One line, without its end. */
    public static String text(Line line) {
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a line that is no JSON", e);
        }
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static Line parse(String text) {
        try {
            Line line = JSON.readValue(text, Line.class);
            if (line == null) {
                throw new IllegalArgumentException("no line of an export: nothing");
            }
            Parts.missing((Record) line).ifPresent(part -> {
                throw new IllegalArgumentException("no line of an export: it has no " + part);
            });
            return line;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no line of an export: " + fault(e), e);
        }
    }

    private static String fault(JsonProcessingException e) {
        return e instanceof InvalidTypeIdException wrong && wrong.getPath().isEmpty()
                ? "its type is none of export, memory, event, cursor and end"
                : JsonFault.of(e).replaceFirst("^the body", "it");
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({@JsonSubTypes.Type(value = Line.Begin.class, name = "export"),
            @JsonSubTypes.Type(value = Line.Head.class, name = "memory"),
            @JsonSubTypes.Type(value = Line.Event.class, name = "event"),
            @JsonSubTypes.Type(value = Line.Cursor.class, name = "cursor"),
            @JsonSubTypes.Type(value = Line.End.class, name = "end")})
    private interface LineForm {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "form")
    @JsonSubTypes({@JsonSubTypes.Type(value = Content.Plain.class, name = "plain"),
            @JsonSubTypes.Type(value = Content.Sealed.class, name = "sealed")})
    private interface ContentForm {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
    @JsonSubTypes({@JsonSubTypes.Type(value = MemoryEvent.Created.class, name = "created"),
            @JsonSubTypes.Type(value = MemoryEvent.Revised.class, name = "revised"),
            @JsonSubTypes.Type(value = MemoryEvent.Reinforced.class, name = "reinforced"),
            @JsonSubTypes.Type(value = MemoryEvent.Superseded.class, name = "superseded"),
            @JsonSubTypes.Type(value = MemoryEvent.Contradicted.class, name = "contradicted"),
            @JsonSubTypes.Type(value = MemoryEvent.Retracted.class, name = "retracted"),
            @JsonSubTypes.Type(value = MemoryEvent.Restored.class, name = "restored"),
            @JsonSubTypes.Type(value = MemoryEvent.Expired.class, name = "expired"),
            @JsonSubTypes.Type(value = MemoryEvent.Quarantined.class, name = "quarantined"),
            @JsonSubTypes.Type(value = MemoryEvent.Released.class, name = "released"),
            @JsonSubTypes.Type(value = MemoryEvent.Regrounded.class, name = "regrounded"),
            @JsonSubTypes.Type(value = MemoryEvent.RolledBack.class, name = "rolled-back"),
            @JsonSubTypes.Type(value = MemoryEvent.Protected.class, name = "protected"),
            @JsonSubTypes.Type(value = MemoryEvent.Erased.class, name = "erased"),
            @JsonSubTypes.Type(value = MemoryEvent.Imported.class, name = "imported")})
    private interface EventForm {}

    /** Names are words, not objects. */
    private static SimpleModule words() {
        SimpleModule module = new SimpleModule();
        word(module, Subject.class, Subject::parse);
        word(module, TenantId.class, TenantId::new);
        word(module, MemoryId.class, MemoryId::parse);
        word(module, Hash.class, Hash::new);
        return module;
    }

    private static <T> void word(SimpleModule module, Class<T> type, Function<String, T> parse) {
        module.addSerializer(type, new StdSerializer<T>(type) {
            private static final long serialVersionUID = 1;

            @Override
            public void serialize(T value, JsonGenerator to, SerializerProvider provider) throws IOException {
                to.writeString(value.toString());
            }
        });
        module.addDeserializer(type, new Words<>(type, parse));
    }

    private static final class Words<T> extends StdDeserializer<T> {

        private static final long serialVersionUID = 1;

        private final transient Function<String, T> parse;

        Words(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser from, DeserializationContext context) throws IOException {
            String text = from.getText();
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException e) {
                throw context.weirdStringException(text, handledType(), String.valueOf(e.getMessage()));
            }
        }
    }
}
