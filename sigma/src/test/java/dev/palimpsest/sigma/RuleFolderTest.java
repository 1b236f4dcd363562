package dev.palimpsest.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.sigma.folder.RuleFolder;
import dev.palimpsest.sigma.folder.RuleFolder.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFolderTest {

    private static final String RULE = """
            title: %s
            logsource: {category: process_creation}
            detection: {s: {Image: '%s'}, condition: s}
            """;

    @TempDir
    Path temp;

    private long writes = 1_000_000;

    @Test
    void shouldTakeUpFilesThatComeChangeAndGo() throws IOException {
        RuleFolder folder = new RuleFolder(temp.resolve("rules"), List.of());
        assertThat(folder.look().changed()).as("no folder yet").isFalse();
        write("rules/a.yml", RULE.formatted("One", "a"));
        write("rules/deep/b.yaml", RULE.formatted("Two", "b"));
        write("rules/readme.txt", "no rule");
        assertThat(folder.look()).isEqualTo(new Look(true, List.of()));
        assertThat(folder.rules().rules()).extracting(Rule::title).containsExactlyInAnyOrder("One", "Two");
        assertThat(folder.look().changed()).isFalse();
        write("rules/a.yml", RULE.formatted("Three", "a"));
        assertThat(folder.look().changed()).isTrue();
        Files.delete(temp.resolve("rules/deep/b.yaml"));
        assertThat(folder.look().changed()).isTrue();
        assertThat(folder.rules().rules()).extracting(Rule::title).containsExactly("Three");
    }

    @Test
    void shouldKeepTheGoodVersionOfAFileThatTurnsBadAndTellOnce() throws IOException {
        RuleFolder folder = new RuleFolder(temp, List.of());
        write("a.yml", RULE.formatted("One", "a"));
        folder.look();
        write("a.yml", RULE.formatted("One", "a") + "---\ntitle: bad\n");
        Look look = folder.look();
        assertThat(look.changed()).isFalse();
        assertThat(look.refusals()).singleElement().asString().contains("a.yml:5: ");
        assertThat(folder.look().refusals()).isEmpty();
        assertThat(folder.rules().rules()).extracting(Rule::title).containsExactly("One");
        write("a.yml", RULE.formatted("Four", "a"));
        assertThat(folder.look().refusals()).isEmpty();
        assertThat(folder.rules().rules()).extracting(Rule::title).containsExactly("Four");
    }

    @Test
    void shouldLetAFileReplaceOrSilenceARuleOfTheBase() throws IOException {
        Rule shipped = ShippedRules.all().getFirst();
        RuleFolder folder = new RuleFolder(temp, List.of(shipped));
        write("own.yml", "id: " + shipped.id() + "\nstatus: deprecated\n" + RULE.formatted("Off", "a"));
        assertThat(folder.look().changed()).isTrue();
        assertThat(folder.rules().rules()).isEmpty();
        Files.delete(temp.resolve("own.yml"));
        folder.look();
        assertThat(folder.rules().rules()).containsExactly(shipped);
    }

    private void write(String name, String text) throws IOException {
        Path file = temp.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(writes += 1_000));
    }
}
