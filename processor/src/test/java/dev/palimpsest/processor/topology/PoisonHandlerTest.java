package dev.palimpsest.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.palimpsest.schemas.Topic;
import dev.palimpsest.schemas.registry.InMemorySchemaRegistry;
import dev.palimpsest.schemas.registry.RegistryException;
import dev.palimpsest.schemas.registry.SchemaRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Poison is set aside, what may pass is tried again, and a bug stops the task. */
class PoisonHandlerTest {

    private static final byte[] GARBAGE = "S3cret garbage".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path state;

    @Test
    void shouldSetAnUnreadableObservationAsideAndGoOn() {
        try (DrivenStream stream = DrivenStream.of(state)) {
            stream.put(Topic.OBSERVATIONS, GARBAGE, Given.START);
            stream.observe(Given.observation(Given.ACME, "sighting", "1", 0));

            assertThat(stream.letters()).singleElement().satisfies(letter -> {
                assertThat(letter.getTopic()).isEqualTo(Topic.OBSERVATIONS.title());
                assertThat(letter.getOffset()).isZero();
                assertThat(letter.getStage()).isEqualTo("extract");
                assertThat(letter.getReason())
                        .isEqualTo("cannot be read: no Observation: not in the Confluent wire format");
                assertThat(letter.getValue()).isNull();
            });
            assertThat(stream.log()).hasSize(1);
        }
    }

    @Test
    void shouldKeepTheBytesOfAnUnreadableClaim() {
        try (DrivenStream stream = DrivenStream.of(state)) {
            stream.put(Topic.CLAIMS, GARBAGE, Given.START);

            assertThat(stream.letters()).singleElement().satisfies(letter -> {
                assertThat(letter.getStage()).isEqualTo("ledger");
                assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap(GARBAGE));
            });
        }
    }

    @Test
    void shouldSetAsideARecordOfASchemaNobodyRegistered() {
        try (DrivenStream stream = DrivenStream.of(state)) {
            stream.put(Topic.CLAIMS, new byte[]{0, 0, 0, 77, 77, 1}, Given.START);

            assertThat(stream.letters()).hasSize(1);
        }
    }

    @Test
    void shouldFailAndSetNothingAsideWhenTheRegistryCannotBeAsked() {
        Unreachable registry = new Unreachable();
        try (DrivenStream stream = DrivenStream.of(state, Given::claims, MemoryTopologyConfig.DEFAULT, registry)) {
            byte[] record = {0, 0, 0, 0, 1, 1};

            assertThatExceptionOfType(StreamsException.class)
                    .isThrownBy(() -> stream.put(Topic.OBSERVATIONS, record, Given.START))
                    .withRootCauseInstanceOf(RegistryException.class);

            assertThat(stream.letters()).isEmpty();
        }
    }

    @Test
    void shouldAskForItsContracts() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PoisonHandler().configure(Map.of()))
                .withMessage("palimpsest.contracts must hold the contracts");
    }

    @Test
    void shouldFailTheTaskOnABug() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()).withName("read"))
                .<String>mapValues(value -> {
                    throw new IllegalStateException("bug");
                }, Named.as("broken")).to("out", Produced.with(Serdes.String(), Serdes.String()).withName("write"));
        Contracts contracts = Contracts.over(new InMemorySchemaRegistry());
        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(),
                DrivenStream.properties(state, contracts))) {
            var in = driver.createInputTopic("in", new StringSerializer(), new StringSerializer());

            assertThatExceptionOfType(StreamsException.class).isThrownBy(() -> in.pipeInput("key", "value"))
                    .withRootCauseInstanceOf(IllegalStateException.class);
        }
    }

    private static final class Unreachable implements SchemaRegistry {

        @Override
        public int register(String subject, Schema schema) {
            throw new RegistryException("unreachable");
        }

        @Override
        public Schema byId(int id) {
            throw new RegistryException("unreachable");
        }
    }
}
