package dev.palimpsest.local.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.palimpsest.ingest.decode.Decoded;
import dev.palimpsest.ingest.decode.Decoders;
import dev.palimpsest.ingest.decode.file.FileItem;
import dev.palimpsest.ingest.decode.file.Files;
import dev.palimpsest.ingest.decode.file.RecordStream;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.local.stack.BesideStack;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.Tlp;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.ObservationId;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.processor.extract.Observed;
import dev.palimpsest.processor.extract.event.EventClaims;
import dev.palimpsest.sigma.Rule;
import dev.palimpsest.sigma.ShippedRules;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import dev.palimpsest.index.inmemory.InMemoryMemoryIndex;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.ledger.Decision;
import dev.palimpsest.memory.ledger.Ledger;
import dev.palimpsest.query.brief.BriefRequest;
import dev.palimpsest.query.brief.Briefer;
import dev.palimpsest.query.brief.BriefingText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The technique that the title of a recorded attack states is among what rules find in it, and noise is not. */
@BesideStack
class RecordedAttacksIT {

    private static final Path DATA = Path.of("../../shared/data");
    private static final TenantId TENANT = new TenantId("recorded");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Map<String, Rule> RULES = ShippedRules.all().stream()
            .collect(Collectors.toMap(Rule::id, Function.identity()));

    /** Stories that rules tell of one file; more is noise. */
    private static final int STORIES_MAX = 20;

    /** A file, techniques that must be found in it, and those that its title states, which a briefing must name. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            otrf/metasploit_logonpasswords_lsass_memory_dump.zip, T1003.001, T1003.001
            otrf/covenant_dcom_iertutil_dll_hijack.zip,           T1021.003 T1574.001 T1021.002, T1021.003 T1574.001
            otrf/empire_dcom_shellwindows_stager.zip,             T1021.003 T1059.001, T1021.003
            otrf/empire_psexec_dcerpc_tcp_svcctl.zip,             T1569.002, T1569.002
            otrf/purplesharp_ad_playbook_I.zip,                   T1558.003 T1021.006, ''
            cloudtrail/invictus-cloudtrail.tar.gz,                T1562.008 T1537 T1098.003 T1136.003 T1555.006, ''
            zeek/ocsf-zeek.tar.gz,                                '', ''
            """)
    void shouldNameTheTechniqueAndKeepQuietOtherwise(String name, String techniques, String title) throws IOException {
        Path file = DATA.resolve(name);
        assumeTrue(java.nio.file.Files.isReadable(file), "no recorded data beside this checkout: " + file);
        Told told = told(file);
        System.out.println(name + ": " + told.events + " events, " + told.stories.size() + " stories by rules");
        told.byRule.forEach((rule, events) -> System.out.println("    " + events + " × " + rule));
        assertThat(told.techniques).containsAll(words(techniques));
        String briefing = briefing(told);
        assertThat(words(title)).allSatisfy(technique -> assertThat(briefing).contains(technique));
        assertThat(told.stories).hasSizeLessThan(STORIES_MAX);
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split(" ", -1));
    }

    private static String briefing(Told told) {
        InMemoryMemoryIndex index = new InMemoryMemoryIndex();
        index.write(told.memories.values());
        BriefRequest.Scope scope = new BriefRequest.Scope(Optional.of(Instant.EPOCH), Optional.of(NOW),
                TrustTier.UNKNOWN, false);
        return BriefingText.plain(new Briefer(index).brief(new BriefRequest(TENANT, Subject.parse("user:analyst"),
                "What happened?", BriefRequest.TOKENS_USUAL, Optional.empty(), NOW, scope)));
    }

    private static final class Told {
        private long events;
        private final Map<MemoryId, Memory> memories = new HashMap<>();
        private final Set<MemoryId> stories = new HashSet<>();
        private final Set<String> techniques = new TreeSet<>();
        private final Map<String, Integer> byRule = new TreeMap<>();
    }

    private static Told told(Path file) throws IOException {
        Told told = new Told();
        Decoders decoders = new Decoders();
        try (RecordStream stream = new Files().open(file)) {
            for (Optional<FileItem> item = stream.next(); item.isPresent(); item = stream.next()) {
                if (item.get() instanceof FileItem.FileRecord record
                        && decoders.decode(record.bytes(), Arrival.of("file", NOW)) instanceof Decoded.Records read) {
                    read.records().forEach(event -> tell(event, told));
                }
            }
        }
        return told;
    }

    private static void tell(DecodedRecord record, Told told) {
        if (!(record.payload() instanceof Payload.Event event)) {
            return;
        }
        told.events++;
        ObservationId id = ObservationId.of(TENANT, "file", String.valueOf(told.events));
        Observation observation = new Observation(id, TENANT, "file", TrustTier.SENSOR_STRUCTURED, Tlp.GREEN,
                NOW, record.occurredAt(), event);
        EventClaims.of(new Observed(observation, "observations", 0, told.events)).stream().map(Statement.class::cast)
                .forEach(claim -> {
                    remember(claim, told);
                    if (claim.kind() == Kind.DETECTION) {
                        tell(claim, told);
                    }
                });
    }

    private static void remember(Statement claim, Told told) {
        Memory before = told.memories.get(claim.memory());
        if (Ledger.decide(before, claim, NOW) instanceof Decision.Append append) {
            Memory after = Ledger.apply(before, append.event());
            told.memories.put(claim.memory(), append.then() == null ? after : Ledger.apply(after, append.then()));
        }
    }

    private static void tell(Statement claim, Told told) {
        List<String> rules = claim.content().plain().orElseThrow().all("rule.id");
        rules.stream().filter(RULES::containsKey).map(RULES::get).forEach(rule -> {
            told.stories.add(claim.memory());
            told.techniques.addAll(claim.content().plain().orElseThrow().all("threat.technique.id"));
            told.byRule.merge(rule.title() + " " + claim.identity().key() + " " + claim.subject(), 1, Integer::sum);
        });
    }
}
