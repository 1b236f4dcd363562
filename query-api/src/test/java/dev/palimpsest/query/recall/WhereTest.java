package dev.palimpsest.query.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.palimpsest.access.Door;
import dev.palimpsest.index.Condition;
import dev.palimpsest.index.Memories;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhereTest {

    private static final Memory MEMORY = Memories.of(Memories.TENANT, Kind.EPISODIC, "user:alice", "Drinks espresso")
            .entities("agent:bot").categories("Food").attribute("metadata.level", "json:7")
            .attribute("metadata.team", "red").until(Memories.NOON.plusSeconds(3600)).memory();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{}|true", "{'user_id':'alice'}|true", "{'userId':'alice'}|true",
            "{'user_id':'bob'}|false", "{'user_id':'*','agent_id':'bot'}|true", "{'run_id':'*'}|false",
            "{'user_id':{'ne':'bob'}}|true", "{'run_id':{'ne':'x'}}|true", "{'user_id':{'in':['bob','alice']}}|true",
            "{'user_id':{'nin':['bob','alice']}}|false", "{'OR':[{'user_id':'bob'},{'agent_id':'bot'}]}|true",
            "{'AND':[{'user_id':'alice'}],'OR':[{'agent_id':'other'}]}|false", "{'NOT':[{'user_id':'bob'}]}|true",
            "{'NOT':{'OR':[{'user_id':'alice'},{'user_id':'bob'}]}}|false",
            "{'AND':[{'NOT':{'metadata':{'team':'blue'}}},{'OR':[{'AND':[{'user_id':'alice'}]}]}]}|true",
            "{'metadata':{'level':7}}|true", "{'metadata':{'level':'7'}}|false",
            "{'metadata':{'level':{'gte':7,'lt':8}}}|true", "{'metadata':{'level':{'gt':7}}}|false",
            "{'metadata':{'team':{'contains':'RE'}}}|false", "{'metadata':{'team':{'icontains':'RE'}}}|true",
            "{'metadata':{'team':{'ne':'red'}}}|false", "{'metadata':{'none':{'ne':'red'}}}|true",
            "{'metadata':{'team':'*'}}|true", "{'metadata':{'none':null}}|true",
            "{'metadata':{'team':['red','x']}}|true",
            "{'categories':{'in':['Food']}}|true", "{'categories':['food']}|false",
            "{'categories':{'contains':'FOOD'}}|true", "{'categories':'*'}|true",
            "{'keywords':{'contains':'espresso'}}|true", "{'keywords':{'contains':'ESPRESSO'}}|false",
            "{'keywords':{'icontains':'ESPRESSO'}}|true", "{'keywords':'ESPRESSO'}|true", "{'text':'Drinks'}|false",
            "{'text':'Drinks espresso'}|true", "{'created_at':{'gte':'2026-11-20'}}|true",
            "{'created_at':{'lte':'2026-11-20'}}|true", "{'created_at':{'gt':'2026-11-20'}}|false",
            "{'created_at':{'lt':'2026-11-20'}}|false", "{'created_at':{'gte':'2026-11-20T12:00:01+00:00'}}|false",
            "{'timestamp':{'gte':1763640000}}|true", "{'updated_at':{'ne':'2026-11-20'}}|false",
            "{'expiration_date':'2026-11-20'}|true", "{'expiration_date':{'gt':'2026-11-20'}}|false",
            "{'expiration_date':'*'}|true", "{'memory_ids':[]}|false",
            "{'memory_ids':['00000000-0000-0000-0000-000000000000']}|false"})
    void shouldDecide(String filters, boolean holds) {
        assertThat(parse(filters).holds(MEMORY)).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "'x'", "{'colour':'x'}", "{'and':[]}", "{'AND':[]}", "{'AND':'x'}", "{'user_id':{}}",
            "{'user_id':{'like':'x'}}", "{'user_id':{'gt':'x'}}", "{'user_id':{'contains':'x'}}", "{'user_id':null}",
            "{'user_id':{'in':'x'}}", "{'created_at':{'eq':'2026-11-20'}}", "{'created_at':'yesterday'}",
            "{'created_at':{'gte':null}}", "{'metadata':'*'}", "{'metadata':{'a':{'$gt':1}}}",
            "{'metadata':{'a':{'gt':true}}}", "{'memory_ids':['x']}", "{'text':{'gt':'a'}}", "{'categories':7}",
            "{'NOT':[7]}"})
    void shouldRefuseWhatItDoesNotKnowInOneLine(String filters) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(filters))
                .satisfies(refusal -> assertThat(refusal.getMessage()).isNotBlank().doesNotContain("\n"));
    }

    @Test
    void shouldBoundDepthAndNumber() {
        String deep = "{'NOT':".repeat(Condition.DEPTH_MAX + 1) + "{}" + "}".repeat(Condition.DEPTH_MAX + 1);
        String wide = "{'OR':[" + "{'user_id':'a'},".repeat(Condition.TESTS_MAX) + "{}]}";

        assertThatIllegalArgumentException().isThrownBy(() -> parse(deep)).withMessageContaining("deep");
        assertThatIllegalArgumentException().isThrownBy(() -> parse(wide)).withMessageContaining("parts");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{'user_id':'a'}|true", "{'user_id':'*'}|true",
            "{'NOT':{'user_id':'a'}}|false",
            "{'user_id':{'ne':'a'}}|false", "{'metadata':{'a':1}}|false", "{'OR':[{'AND':[{'run_id':'a'}]}]}|true"})
    void shouldTellWhetherSomebodyIsNamed(String filters, boolean named) {
        assertThat(Where.namesAnOwner(parse(filters))).isEqualTo(named);
    }

    private static Condition parse(String filters) {
        try {
            return Where.parse(Door.JSON.readTree(filters.replace('\'', '"')));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
