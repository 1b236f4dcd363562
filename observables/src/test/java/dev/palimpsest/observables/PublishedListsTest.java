package dev.palimpsest.observables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Published lists of bad hosts: almost every line must be found as it stands. */
class PublishedListsTest {

    private static final Path LISTS = Path.of("../../shared/data/maltrail");

    @ParameterizedTest
    @ValueSource(strings = {"apt_lazarus.txt", "cobaltstrike.txt", "emotet.txt"})
    void shouldFindTheHostsOfPublishedLists(String name) throws IOException {
        Path list = LISTS.resolve(name);
        assumeThat(list).as("published lists beside the checkout").exists();

        List<String> hosts = Files.readAllLines(list).stream().map(line -> line.replaceAll("#.*", "").strip())
                .filter(line -> !line.isEmpty() && !line.contains("/")).toList();
        long found = hosts.stream().filter(PublishedListsTest::isFound).count();

        assertThat(hosts).hasSizeGreaterThan(1000);
        assertThat(found).isGreaterThan(hosts.size() * 998L / 1000);
    }

    private static boolean isFound(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceAll(":\\d+$", "");
        return Observables.find(host).stream().anyMatch(each -> each.value().equals(name));
    }
}
