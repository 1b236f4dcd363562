package dev.palimpsest.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.palimpsest.ingest.decode.file.FileItem;
import dev.palimpsest.ingest.decode.file.FileItem.FileProblem;
import dev.palimpsest.ingest.decode.file.FileItem.FileRecord;
import dev.palimpsest.ingest.decode.file.RecordStream;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.observe.Observer;
import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.ledger.Decision;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.memory.ledger.MemoryEvent.Reinforced;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload.IntelligenceObject;
import dev.palimpsest.processor.extract.Extraction;
import dev.palimpsest.processor.extract.Observed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of published intelligence, file by file, from bytes to memories and without a server. The files are kept
 * outside the repository.
 */
class IntelligenceInputsTest {

    private static final Path DATA = Path.of("..", "..", "shared", "data");
    private static final TenantId TENANT = new TenantId("acme");
    private static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant LATER = FIRST.plus(Duration.ofDays(30));

    /** Values without a subject of their own: they describe other indicators, and are kept as observations. */
    private static final Set<String> DESCRIBING = Set.of("other", "text", "comment", "pattern", "size-in-bytes", "link",
            "filename-pattern", "yara", "snort", "sigma", "port", "datetime", "float", "counter", "boolean");

    private final Observer observer = new Observer();
    private final Map<MemoryId, Memory> memories = new HashMap<>();

    /** Folders of objects that date their own words, and of none at all: that they are loaded again says nothing. */
    private static final Set<String> DATED = Set.of("stix", "misp", "warninglists");

    /** What became of one file. */
    private static final class Outcome {

        private int records;
        private int objects;
        private int appended;
        private int relisted;
        private int again;
        private final List<MemoryId> claimed = new ArrayList<>();
        private final Map<Kind, Integer> byKind = new EnumMap<>(Kind.class);
        private final Map<String, Integer> explained = new TreeMap<>();
        private final List<String> unexplained = new ArrayList<>();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stix", "misp", "volexity", "maltrail", "warninglists"})
    void shouldRememberAllThatAFileSaysAndNothingTwice(String folder) throws IOException {
        assumeTrue(Files.isDirectory(DATA.resolve(folder)), "no " + folder + " data beside the checkout");
        List<Path> files;
        try (Stream<Path> found = Files.walk(DATA.resolve(folder))) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }

        for (Path file : files) {
            Outcome first = load(file, FIRST);
            System.out.println(row(folder + "/" + file.getFileName(), first));
            Outcome again = load(file, FIRST.plus(HOUR));
            Outcome later = load(file, LATER);
            Outcome laterAgain = load(file, LATER.plus(HOUR));

            assertThat(first.unexplained).as(file.toString()).isEmpty();
            assertThat(again.claimed).as(file.toString()).isEqualTo(first.claimed).isEqualTo(later.claimed);
            assertThat(again.appended).as("log entries of loading %s again", file).isZero();
            assertThat(later.appended).as("what a list still has is seen, all else unchanged: %s", file)
                    .isEqualTo(later.relisted);
            assertThat(laterAgain.appended).as("log entries of loading %s a fourth time", file).isZero();
            assertThat(later.relisted == 0).as(file.toString()).isEqualTo(DATED.contains(folder));
        }
    }

    private Outcome load(Path file, Instant at) throws IOException {
        Outcome outcome = new Outcome();
        Arrival arrival = Arrival.of(file.getFileName().toString(), at);
        try (RecordStream stream = new dev.palimpsest.ingest.decode.file.Files().open(file)) {
            for (Optional<FileItem> item = stream.next(); item.isPresent(); item = stream.next()) {
                outcome.records++;
                switch (item.get()) {
                    case FileProblem problem -> outcome.unexplained.add(problem.toString());
                    case FileRecord record -> take(outcome, observer.observe(TENANT, arrival, record.bytes(),
                            Hash.of(record.bytes()).hex() + "#" + record.index()), at);
                }
            }
        }
        return outcome;
    }

    private void take(Outcome outcome, Observer.Observed observed, Instant at) {
        switch (observed) {
            case Observer.Observed.Nothing nothing -> outcome.explained.merge(nothing.reason(), 1, Integer::sum);
            case Observer.Observed.Refused refused -> outcome.unexplained.add(refused.reason());
            case Observer.Observed.Observations found ->
                found.observations().forEach(observation -> extract(outcome, observation, at));
        }
    }

    private void extract(Outcome outcome, Observation observation, Instant at) {
        List<Claim> claims = Extraction.STANDARD
                .claims(new Observed(observation, "observations", 0, outcome.objects++));
        if (claims.isEmpty() && observation.payload() instanceof IntelligenceObject object) {
            String type = object.first("indicator.type").orElse(object.objectType());
            if (DESCRIBING.contains(type)) {
                outcome.explained.merge("no value that can be looked for (" + type + ")", 1, Integer::sum);
            } else {
                outcome.unexplained.add(type + " " + object.first("indicator.value").orElse(object.raw()));
            }
        }
        claims.forEach(claim -> decide(outcome, claim, at));
    }

    private void decide(Outcome outcome, Claim claim, Instant at) {
        outcome.claimed.add(claim.memory());
        Memory before = memories.get(claim.memory());
        outcome.again += before == null ? 0 : 1;
        switch (Ledger.decide(before, claim, at)) {
            case Decision.Append append -> {
                outcome.appended++;
                outcome.relisted += append.event() instanceof Reinforced ? 1 : 0;
                Memory after = Ledger.apply(before, append.event());
                after = append.then() == null ? after : Ledger.apply(after, append.then());
                memories.put(claim.memory(), after);
                if (before == null) {
                    outcome.byKind.merge(after.kind(), 1, Integer::sum);
                }
            }
            case Decision.Refused refused -> outcome.unexplained.add(refused.reason().sentence());
            case Decision.Contradicted contradicted -> outcome.unexplained.add("contradicts: " + contradicted.rival());
            case Decision.Unchanged _ -> {
                // said before
            }
        }
    }

    private static String row(String file, Outcome outcome) {
        return String.format(Locale.ROOT, "%-45s %6d records %6d objects  %-45s %s", file, outcome.records,
                outcome.objects,
                outcome.byKind.entrySet().stream().map(each -> each.getValue() + " " + each.getKey().name()
                        .toLowerCase(Locale.ROOT)).collect(Collectors.joining(", ")),
                (outcome.again == 0 ? "" : outcome.again + " said more than once ")
                        + (outcome.explained.isEmpty() ? "" : "left as evidence: " + outcome.explained));
    }
}
