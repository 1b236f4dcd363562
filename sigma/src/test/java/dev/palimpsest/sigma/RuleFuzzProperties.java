package dev.palimpsest.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * Whatever is read as a rule and whatever event is asked about: an outcome, never an exception. {@code palimpsest.fuzz}
 * sets how many inputs of each kind are tried.
 */
class RuleFuzzProperties {

    private static final int INPUTS = Integer.getInteger("palimpsest.fuzz", 10_000);

    private static final List<String> PIECES = List.of("title: A\n", "id: x\n", "logsource:\n", "  product: windows\n",
            "  category: process_creation\n", "detection:\n", "  s:\n", "    Image|endswith: '\\a.exe'\n",
            "    CommandLine|contains|all: [a, 'b*', '?', '\\\\*']\n", "    a|re: '(a|b)*c{1,9}'\n",
            "    b|cidr: ::/0\n", "    c|gt: 1\n", "    |all: [x]\n", "    d|windash|base64offset|contains: -x\n",
            "    e|fieldref: a\n", "    f: null\n", "  condition: s\n",
            "  condition: 1 of s* and not (s or all of them)\n",
            "  condition: s | count() > 1\n", "level: high\n", "tags: [attack.t1059]\n",
            "palimpsest: {on: host.name}\n",
            "---\n", "&a ", "*a", "{", "}", "[", "]", ": ", "- ", "'", "\"", "|\n", "#", "!!binary x", "\t", "\u0000",
            "\ufdd0", "\ud800", "%YAML 1.2\n", "? ", ">-\n", "\u2028");

    @Test
    void shouldReadMutatedRulesWithoutAnException() {
        Random random = new Random(7);
        for (int i = 0; i < INPUTS; i++) {
            assertThat(RuleFile.read("f.yml", mixed(random))).isNotNull();
        }
    }

    @Property(tries = 1_000)
    void shouldReadAnyTextWithoutAnException(@ForAll String text) {
        RuleFile file = RuleFile.read("f.yml", text);
        assertThat(file.rules().size() + file.refusals().size()).isPositive();
    }

    @Test
    void shouldAskAboutMutatedEventsWithoutAnException() {
        Random random = new Random(11);
        List<String> names = new ArrayList<>(List.of("event.code", "event.provider", "winlog.channel", "message",
                "process.executable", "process.parent.executable", "process.command_line", "dce_rpc.endpoint",
                "dce_rpc.operation", "share.name", "event.dataset", "eventName", "eventSource", "eventVersion",
                "event.category", "host.os.type", "process.granted_access", "process.target.executable",
                "winlog.event_data.ImagePath", "registry.path", "dns.question.name", "url.full"));
        for (int i = 0; i < INPUTS; i++) {
            Map<String, List<String>> fields = new LinkedHashMap<>();
            fields.put("palimpsest.format", List.of(pick(random, List.of("sysmon", "windows", "zeek", "json", "ecs"))));
            for (int j = random.nextInt(12); j > 0; j--) {
                fields.put(pick(random, names), List.of(value(random), value(random)));
            }
            Events event = new Events(fields);
            List<Rule> matching = RuleSet.shipped().matching(event);
            assertThat(matching).hasSizeLessThanOrEqualTo(RuleSet.MATCHES_MAX)
                    .isEqualTo(RuleSet.shipped().matching(event));
        }
    }

    @Property(tries = 500)
    void shouldFindTheSameWithTheIndexAsWithout(@ForAll("lines") String line) {
        Events event = Events.of("palimpsest.format", "sysmon", "event.code", "1", "process.executable",
                "C:\\Windows\\System32\\powershell.exe", "process.command_line", line, "process.parent.executable",
                "C:\\Windows\\explorer.exe");
        List<Rule> one = ShippedRules.all().stream().filter(rule -> !RuleSet.of(List.of(rule)).matching(event)
                .isEmpty()).toList();
        assertThat(RuleSet.shipped().matching(event)).containsExactlyInAnyOrderElementsOf(one);
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.of("powershell", " -enc ", "SQBGACgAJABQAFMAVgBlAHIA", "%COMSPEC%", "comsvcs", "minidump",
                "lsass", "-ma ", "vssadmin delete shadows", "sekurlsa::", "/etc/shadow", " ", "\\", "http://", "iex",
                "downloadstring", "Set-MpPreference", "DisableIOAVProtection").list().ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    private static String mixed(Random random) {
        StringBuilder text = new StringBuilder();
        boolean sane = random.nextBoolean();
        if (sane) {
            text.append("title: A\nlogsource: {product: windows}\ndetection:\n  s:\n");
        }
        for (int i = random.nextInt(16); i > 0; i--) {
            text.append(pick(random, PIECES));
        }
        for (int i = random.nextInt(4); i > 0 && !text.isEmpty(); i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, (char) random.nextInt(0x10000));
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(40))));
            }
        }
        return text.toString();
    }

    private static String value(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> pick(random, List.of("1", "10", "4688", "7045", "5145", "lsass.exe", "C:\\Windows\\lsass.exe",
                    "svcctl", "CreateServiceW", "ADMIN$", "0x1fffff", "Security", "zeek.dns", "process", "linux"));
            case 1 -> "a".repeat(random.nextInt(random.nextInt(50) == 0 ? 40_000 : 200));
            case 2 -> "\\".repeat(random.nextInt(200)) + "*?";
            case 3 -> "";
            default -> random.ints(random.nextInt(60), 0, 0x10000)
                    .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append).toString();
        };
    }

    private static <T> T pick(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
