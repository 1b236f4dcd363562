package dev.palimpsest.query.mem0;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.access.Door;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapesTest {

    private static final String NEW = "{'id':'1','memory':'late','user_id':'u','metadata':{'n':2,'tag':'a'}}";
    private static final String OLD = "{'id':'2','memory':'early','user_id':'u','metadata':{'n':1,'city':'Rome'}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{'memory':'string','user_id':'string'}|{'memory':'late','user_id':'u'}",
            "{'type':'object','properties':{'city':{'type':'string'},'none':{'type':'string'}}}|{'city':'Rome','none':null}",
            "{'properties':{'n':{'type':'integer'},'tag':{'type':'integer'}}}|{'n':2,'tag':null}",
            "{'properties':{'memories':{'type':'array','items':{'type':'string'}}}}|{'memories':['late','early']}",
            "{'properties':{'all':{'type':'array','items':{'$ref':'#/$defs/M'}}},'$defs':{'M':{'properties':{'n':{'type':'integer'}}}}}|{'all':[{'n':2},{'n':1}]}",
            "{'properties':{'city':{'anyOf':[{'type':'null'},{'type':'string'}]}}}|{'city':'Rome'}"})
    void shouldFillASchemaFromTheLatestThatHasAPart(String schema, String expected) throws IOException {
        ObjectNode shaped = new Shapes(List.of((ObjectNode) json(NEW), (ObjectNode) json(OLD))).of(json(schema));

        assertThat((JsonNode) shaped).isEqualTo(json(expected));
    }

    private static JsonNode json(String text) throws IOException {
        return Door.JSON.readTree(text.replace('\'', '"'));
    }
}
