package dev.palimpsest.observables.attack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables on the class path, read and indexed. */
record Catalogue(Map<String, Technique> techniques, List<Technique> inOrder, Map<String, NamedThreat> threats,
        NameTrie names) {

    static Catalogue load() {
        Map<String, Technique> techniques = rows("techniques.tsv").map(Catalogue::technique)
                .collect(Collectors.toMap(Technique::id, each -> each, (a, b) -> a, LinkedHashMap::new));
        Map<String, NamedThreat> threats = rows("names.tsv").map(Catalogue::threat)
                .collect(Collectors.toMap(NamedThreat::id, each -> each, (a, b) -> a, LinkedHashMap::new));
        NameTrie names = new NameTrie();
        threats.values().forEach(names::add);
        return new Catalogue(techniques,
                techniques.values().stream().sorted((a, b) -> a.id().compareTo(b.id())).toList(),
                threats, names);
    }

    private static Technique technique(String[] row) {
        List<Tactic> tactics = list(row[2], ",").map(name -> Tactic.named(name).orElseThrow()).sorted().toList();
        Optional<String> revokedBy = row[4].isEmpty() ? Optional.empty() : Optional.of(row[4]);
        return new Technique(row[0], row[1], tactics, Technique.Status.valueOf(row[3].toUpperCase(Locale.ROOT)),
                revokedBy);
    }

    private static NamedThreat threat(String[] row) {
        NamedThreat.Kind kind = NamedThreat.Kind.valueOf(row[1].toUpperCase(Locale.ROOT));
        return new NamedThreat(row[0], kind, row[2], list(row[3], "\\|").toList());
    }

    private static Stream<String> list(String cell, String separator) {
        return Arrays.stream(cell.split(separator)).filter(each -> !each.isBlank());
    }

    /** Rows below the comments and the heading, each padded to five cells. */
    private static Stream<String[]> rows(String resource) {
        try (InputStream in = Catalogue.class.getResourceAsStream(resource);
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(in, resource), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).skip(1)
                    .map(line -> Arrays.copyOf((line + "\t\t\t\t").split("\t", -1), 5)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
