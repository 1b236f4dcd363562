package dev.palimpsest.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.schemas.SubjectKey;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

/** Claims, log and heads of a subject lie in one partition, and its heads where no other subject's prefix reaches. */
class PlacementTest {

    @Test
    void shouldPlaceASubjectWhereKafkaWouldPlaceItsKey() {
        for (int i = 0; i < 100; i++) {
            Subject subject = Subject.parse("ip:10.0.0." + i);
            byte[] key = SubjectKey.of(Given.ACME, subject).getBytes(StandardCharsets.UTF_8);

            assertThat(SubjectKey.partition(Given.ACME, subject, 12))
                    .isEqualTo(BuiltInPartitioner.partitionForKey(key, 12));
        }
    }

    @Test
    void shouldPlaceClaimsAndDerivedClaimsByTheirOwnSubject() {
        var claim = Given.sighting(Given.ACME, Given.SERVER, 1, "a");

        assertThat(ClaimKey.partition("claims", "any key", claim, 12))
                .isEqualTo(Optional.of(Set.of(SubjectKey.partition(Given.ACME, Given.BAD, 12))));
    }

    @Test
    void shouldGiveNoTwoSubjectsPrefixesOfEachOther() {
        Set<String> prefixes = new HashSet<>();
        for (TenantId tenant : List.of(new TenantId("a"), new TenantId("a-b"), new TenantId("ab"))) {
            for (String subject : List.of("ip:1.1.1.1", "ip:1.1.1.11", "user:a", "user:ab", "user:a:b")) {
                for (Kind kind : Kind.values()) {
                    prefixes.add(ClaimKey.prefix(tenant, Subject.parse(subject), kind));
                }
            }
        }

        assertThat(prefixes).hasSize(3 * 5 * Kind.values().length);
        assertThat(prefixes)
                .allSatisfy(prefix -> assertThat(prefixes.stream().filter(other -> other.startsWith(prefix)))
                        .hasSize(1));
    }
}
