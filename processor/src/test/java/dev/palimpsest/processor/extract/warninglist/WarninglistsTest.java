package dev.palimpsest.processor.extract.warninglist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.indicator.IndicatorFields;
import dev.palimpsest.processor.extract.Observations;
import dev.palimpsest.processor.extract.intelligence.IntelligenceClaims;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarninglistsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"string,Known.example,domain:known.example,domain:sub.known.example",
            "hostname,.known.example,domain:a.b.known.example,domain:unknown.example",
            "hostname,known.example,url:https://www.known.example/x,url:https://known.example.evil.example/x",
            "substring,/wiki/,url:https://a.example/wiki/page,url:https://a.example/wikipage",
            "cidr,198.51.100.0/24,ip:198.51.100.200,ip:198.51.101.1", "cidr,198.51.100.0/24,cidr:198.51.100.128/25,"
                    + "cidr:198.51.0.0/16",
            "cidr,2001:db8::/32,ip:2001:db8:7::1,ip:2001:db9::1", "cidr,203.0.113.5,ip:203.0.113.5,ip:203.0.113.6",
            "regex,/^ns[0-9]+\\.known\\./i,domain:ns12.known.example,domain:ns.known.example"})
    void shouldMatchAsTheTypeOfTheListSays(String type, String entry, String held, String other) throws IOException {
        Files.writeString(folder.resolve("list.json"),
                "{\"name\":\"Known\",\"type\":\"%s\",\"list\":[\"%s\"]}".formatted(type, entry.replace("\\", "\\\\")));
        Warninglists lists = Warninglists.own().with(folder);

        assertThat(lists.holding(Subject.parse(held))).contains("Known");
        assertThat(lists.holding(Subject.parse(other))).doesNotContain("Known");
    }

    @Test
    void shouldLeaveOutAListThatCannotBeReadInLinearTime() throws IOException {
        Files.writeString(folder.resolve("bad.json"), "{\"name\":\"Back\",\"type\":\"regex\",\"list\":[\"(a)\\\\1\"]}");
        Files.writeString(folder.resolve("odd.json"), "{\"name\":\"Odd\",\"type\":\"moon\",\"list\":[]}");
        Files.writeString(folder.resolve("none.json"), "[1]");
        Files.writeString(folder.resolve("slow.json"), "{\"name\":\"Slow\",\"type\":\"regex\",\"list\":[\"(a+)+$\"]}");

        Warninglists lists = Warninglists.own().with(folder);

        assertThat(lists.size()).isEqualTo(Warninglists.own().size() + 1);
        assertThat(lists.holding(new Subject("domain", "a".repeat(500) + "b"))).isEmpty();
    }

    @Test
    void shouldKeepToTheTypesAListIsMeantFor() throws IOException {
        Files.writeString(folder.resolve("list.json"),
                "{\"name\":\"Mail\",\"type\":\"string\",\"matching_attributes\":[\"email-src\"],\"list\":[\"a@b.example\"]}");
        Warninglists lists = Warninglists.own().with(folder);

        assertThat(lists.holding(Subject.parse("email:a@b.example"))).containsExactly("Mail");
        assertThat(lists.holding(Subject.parse("account:a@b.example"))).isEmpty();
    }

    @Test
    void shouldNameTheListsOnAnIndicatorAndDropNothing() {
        List<Claim> claims = Warninglists.own().annotate(IntelligenceClaims
                .of(Observations.indicator("indicator.type", "ipv4", "indicator.value", "8.8.8.8")));

        assertThat(claims).singleElement().isInstanceOfSatisfying(Statement.class,
                claim -> assertThat(((Content.Plain) claim.content()).all(IndicatorFields.WARNINGLIST)).isNotEmpty());
    }
}
