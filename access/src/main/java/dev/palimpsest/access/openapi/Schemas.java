package dev.palimpsest.access.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.fasterxml.classmate.ResolvedType;
import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON Schemas (2020-12) of what goes over the wire, from the records that it is written from and read into. */
final class Schemas {

    private final SchemaBuilder builder;

    Schemas() {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12,
                OptionPreset.PLAIN_JSON)
                .with(Option.DEFINITIONS_FOR_ALL_OBJECTS,
                        Option.PLAIN_DEFINITION_KEYS)
                .without(Option.SCHEMA_VERSION_INDICATOR)
                .with(new JacksonModule(JacksonOption.RESPECT_JSONPROPERTY_ORDER));
        config.forFields().withNullableCheck(field -> isNullable(field) && !isLeftOut(field))
                .withRequiredCheck(field -> !isNullable(field) && !isLeftOut(field));
        config.forTypesInGeneral().withCustomDefinitionProvider(Schemas::plain);
        builder = new SchemaGenerator(config.build()).buildMultipleSchemaDefinitions();
    }

    /** A reference to the type's schema. */
    JsonNode of(Type type) {
        return builder.createSchemaReference(type);
    }

    /** All that was referred to, by name. */
    ObjectNode all() {
        return builder.collectDefinitions("components/schemas");
    }

    private static boolean isNullable(FieldScope field) {
        Field declared = field.getRawMember();
        return declared.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** Whether its record leaves out what is not there. */
    private static boolean isLeftOut(FieldScope field) {
        JsonInclude include = field.getRawMember().getDeclaringClass().getAnnotation(JsonInclude.class);
        if (include == null) {
            return false;
        }
        return isNullable(field) || (include.value() == JsonInclude.Include.NON_EMPTY
                && isEmptyable(field.getRawMember().getType()));
    }

    private static boolean isEmptyable(Class<?> type) {
        return type == String.class || Map.class.isAssignableFrom(type) || Collection.class.isAssignableFrom(type);
    }

    /** Types whose JSON is not that of their fields. */
    private static @Nullable CustomDefinition plain(ResolvedType type, SchemaGenerationContext context) {
        ObjectNode schema = context.getGeneratorConfig().createObjectNode();
        Class<?> erased = type.getErasedType();
        if (erased == Instant.class) {
            schema.put("type", "string").put("format", "date-time");
        } else if (erased == Duration.class) {
            schema.put("type", "string").put("format", "duration");
        } else if (Map.class.isAssignableFrom(erased)) {
            schema.put("type", "object").set("additionalProperties",
                    context.createDefinitionReference(type.typeParametersFor(Map.class).get(1)));
        } else if (erased != Object.class && !JsonNode.class.isAssignableFrom(erased)) {
            return null;
        }
        return new CustomDefinition(schema, CustomDefinition.DefinitionType.INLINE,
                CustomDefinition.AttributeInclusion.YES);
    }
}
