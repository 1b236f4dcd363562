package dev.palimpsest.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokersTest {

    @TempDir
    Path folder;

    @Test
    void shouldGiveEveryClientWhatTheFileSays() throws IOException {
        Brokers brokers = brokers("""
                security.protocol=SASL_SSL
                sasl.mechanism=SCRAM-SHA-512
                sasl.jaas.config=a.Module required username="us" password="secret";
                ssl.truststore.location=/etc/ca.pem
                config.providers=dir
                config.providers.dir.class=a.Provider
                """);

        assertThat(brokers.client(Map.of("acks", "all"))).containsEntry("acks", "all")
                .containsEntry("bootstrap.servers", "kafka:9092").containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.jaas.config", "a.Module required username=\"us\" password=\"secret\";")
                .containsEntry("config.providers.dir.class", "a.Provider").hasSize(8);
    }

    @Test
    void shouldShowNoSecretOfTheFile() throws IOException {
        Brokers brokers = brokers("security.protocol=SASL_SSL\nsasl.jaas.config=x password=\"secret\";\n");

        assertThat(brokers.toString()).isEqualTo("kafka:9092 (SASL_SSL)");
    }

    @Test
    void shouldRefuseWhatPromisesHangOn() {
        assertThatThrownBy(() -> brokers("acks=0\nssl.truststore.password=secret\n"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("may not set acks")
                .hasMessageContaining("sasl.*").hasMessageNotContaining("secret").hasMessageNotContaining("\n");
    }

    @Test
    void shouldKeepTheAddressOfTheSetting() throws IOException {
        assertThat(brokers("bootstrap.servers=elsewhere:1\n").client(Map.of())).containsEntry("bootstrap.servers",
                "kafka:9092");
    }

    @Test
    void shouldNameAFileThatIsNotThere() {
        assertThatThrownBy(() -> Brokers.at("kafka:9092").secured(Optional.of(folder.resolve("absent"))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("absent");
    }

    private Brokers brokers(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("client.properties"), text);
        Map<String, String> settings = Map.of("kafka", "kafka:9092", "kafka-properties-file", file.toString());
        return Brokers.from(name -> Optional.ofNullable(settings.get(name)));
    }
}
