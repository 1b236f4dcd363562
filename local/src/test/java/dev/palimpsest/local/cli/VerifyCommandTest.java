package dev.palimpsest.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class VerifyCommandTest {

    @Test
    void shouldTrustForwardFromAnyKeyOfTheSuccession() throws JsonProcessingException {
        JsonNode attested = attested("\"second\",\"third\"");

        assertThat(VerifyCommand.distrust("first", attested)).isEmpty();
        assertThat(VerifyCommand.distrust("second", attested)).isEmpty();
        assertThat(VerifyCommand.distrust("third", attested).orElseThrow()).contains("by key second");
    }

    @Test
    void shouldTrustNoKeyThatIsNoneOfThem() throws JsonProcessingException {
        assertThat(VerifyCommand.distrust("stranger", attested("")).orElseThrow()).contains("first, second, third");
        assertThat(VerifyCommand.distrust("first", new ObjectMapper().readTree("{}")).orElseThrow())
                .contains("there is none");
    }

    private static JsonNode attested(String signers) throws JsonProcessingException {
        return new ObjectMapper().readTree(
                "{\"keys\":[\"first\",\"second\",\"third\"],\"lastSigners\":[" + signers + "]}");
    }
}
