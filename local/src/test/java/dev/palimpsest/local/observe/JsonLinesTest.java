package dev.palimpsest.local.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.observables.Limits;
import dev.palimpsest.observables.Observables;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

    @Test
    void shouldAnswerEveryLine() throws IOException {
        assertThat(answers("""
                {"id":"a","text":"hxxp://evil[.]example/x 00-11-22-33-44-55","kind":"extract"}
                {"id":2,"text":"evil . example","kind":"refang"}

                {"id":"c","text":"nothing"}
                """)).isEqualTo("""
                {"id":"a","found":{"url":["http://evil.example/x"],"mac":["00-11-22-33-44-55"],"domain":["evil.example"]}}
                {"id":2,"refanged":"evil.example"}
                {"id":"c","found":{}}
                """);
    }

    @Test
    void shouldAnswerWhatItCannotReadInOneLineAndGoOn() throws IOException {
        String endless = "x".repeat(JsonLines.LINE_LENGTH_MAX + 1);

        assertThat(answers("no json\n{\"id\":1}\n[]\n" + endless + "\n{\"id\":2,\"text\":\"10.0.0.1\"}")).isEqualTo("""
                {"error":"the line is no JSON"}
                {"id":1,"error":"the line has no text"}
                {"id":null,"error":"the line has no text"}
                {"error":"the line is longer than 8388608 bytes"}
                {"id":2,"found":{"ipv4":["10.0.0.1"]}}
                """);
    }

    @Test
    void shouldSayWhichLimitATextMet() throws IOException {
        String text = "1 ".repeat(Limits.DEFAULTS.textLengthMax());

        assertThat(answers("{\"id\":1,\"text\":\"" + text + "\"}"))
                .isEqualTo("{\"id\":1,\"found\":{},\"cut\":[\"text_length\"]}\n");
    }

    @Test
    void shouldPrintSpansInUnitsAndCodePoints() {
        assertThat(FoundJson.pretty(Observables.scan("\ud83d\ude00 a@evil[.]example", Limits.DEFAULTS))).contains(
                "\"type\" : \"email\"", "\"value\" : \"a@evil.example\"", "\"raw\" : \"a@evil[.]example\"",
                "\"start\" : 3", "\"codePointStart\" : 2", "\"type\" : \"domain\"");
    }

    private static String answers(String lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonLines(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, false, StandardCharsets.UTF_8)).run();
        return out.toString(StandardCharsets.UTF_8);
    }
}
