package dev.palimpsest.index.embed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Lateral movement over admin shares            | LATIN
            10.120.8.21                                   | LATIN
            CVE-2024-3400 on dc01.corp.example            | LATIN
            帮我看看最近的可疑活动。                          | CJK
            我重点关注 10.120.8.21 这台服务器                 | CJK
            帮我盯着 dc01.corp.example.com 的 powershell.exe  | CJK
            我经常处理 Cobalt Strike 的案子                   | CJK
            警告                                           | CJK
            請檢查 suspicious service installation            | MIXED
            The analyst wrote: 这是误报，不用再看             | MIXED
            Ελληνικά και русский                           | LATIN
            """)
    void shouldTellTheScriptByItsWords(String text, Script script) {
        assertThat(Script.of(text)).isEqualTo(script);
    }

    @Test
    void shouldCallATextWithoutWordsLatin() {
        assertThat(Script.of("")).isEqualTo(Script.LATIN);
        assertThat(Script.of("-- 🙂 --")).isEqualTo(Script.LATIN);
    }

    @Test
    void shouldLookAtTheBeginningOfALongText() {
        assertThat(Script.of("word ".repeat(1_000) + "字".repeat(10_000))).isEqualTo(Script.LATIN);
    }
}
