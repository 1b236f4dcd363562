package dev.palimpsest.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.access.ApiKeys;
import dev.palimpsest.access.Caller;
import dev.palimpsest.access.DoorConfig;
import dev.palimpsest.index.IndexUnavailable;
import dev.palimpsest.index.embed.BilingualEmbedder;
import dev.palimpsest.index.opensearch.IndexConfig;
import dev.palimpsest.index.opensearch.OpenSearchMemoryReader;
import dev.palimpsest.index.opensearch.OpenSearchMemoryWriter;
import dev.palimpsest.ingest.service.IngestConfig;
import dev.palimpsest.ingest.service.IngestService;
import dev.palimpsest.local.client.ApiClient;
import dev.palimpsest.local.stack.Answers;
import dev.palimpsest.local.stack.OnSharedStack;
import dev.palimpsest.local.stack.Ports;
import dev.palimpsest.local.stack.SecuredBroker;
import dev.palimpsest.local.stack.Stack;
import dev.palimpsest.local.stack.StackExtension;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.peers.Brokers;
import dev.palimpsest.peers.Login;
import dev.palimpsest.peers.MadeCertificate;
import dev.palimpsest.peers.Peer;
import dev.palimpsest.query.audit.MemoryLog;
import dev.palimpsest.query.audit.TopicReading;
import dev.palimpsest.query.service.QueryConfig;
import dev.palimpsest.query.service.QueryService;
import dev.palimpsest.schemas.registry.HttpSchemaRegistry;
import dev.palimpsest.schemas.registry.RegistryException;
import dev.palimpsest.trust.admission.AdmissionConfig;
import dev.palimpsest.trust.seal.SealedRecords;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole system where nothing answers in clear: a broker that takes SCRAM over TLS only, so that every client that was forgotten
 * would fail, and proxies with TLS and a login before OpenSearch and the registry.
 */
@OnSharedStack
@ExtendWith(StackExtension.class)
class SecuredIT {

    private static final String SECRET = "not-to-be-seen-4711";
    private static final TenantId TENANT = new TenantId("secured");

    @TempDir
    static Path folder;

    private static final Ports PORTS = new Ports(StackExtension.ownPortOffset(4));
    private static MadeCertificate certificate;
    private static SecuredBroker broker;
    private static TlsProxy search;
    private static TlsProxy registry;
    private static RunningProcessor processor;
    private static final Map<String, String> SETTINGS = new HashMap<>();

    @BeforeEach
    void startOnce(Stack stack) throws Exception {
        if (broker != null) {
            return;
        }
        certificate = MadeCertificate.in(folder, "server");
        broker = new SecuredBroker(PORTS, Files.createDirectory(folder.resolve("kafka")), certificate, SECRET);
        Path password = Files.writeString(folder.resolve("password"), SECRET);
        search = new TlsProxy(stack.search(), certificate, new Login("us", SECRET));
        registry = new TlsProxy(stack.registry(), certificate, new Login("us", SECRET));
        SETTINGS.put("kafka", broker.address());
        SETTINGS.put("kafka-properties-file", client("client", SECRET).toString());
        SETTINGS.put("search", search.address().toString());
        SETTINGS.put("registry", registry.address() + "/apis/ccompat/v7");
        for (String name : List.of("search", "registry")) {
            SETTINGS.put(name + "-ca", certificate.certificate().toString());
            SETTINGS.put(name + "-user", "us");
            SETTINGS.put(name + "-password-file", password.toString());
        }
        processor = processor(stack, SETTINGS);
        processor.awaitReady();
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            processor.close();
            search.close();
            registry.close();
            broker.close();
        }
    }

    @Test
    void shouldDoAllItsWorkOverTlsAndByName() throws Exception {
        Path keys = folder.resolve("api-keys");
        String key = new ApiKeys(keys).create(Caller.admin(TENANT, "test"));
        AdmissionConfig admission = new AdmissionConfig(null, folder.resolve("redaction-key"),
                folder.resolve("sources.conf"), folder.resolve("keys"));
        IndexConfig index = IndexConfig.at(Peer.from(SecuredIT::setting, "search", ""));
        try (BilingualEmbedder embedder = BilingualEmbedder.bundled();
                OpenSearchMemoryReader reader = new OpenSearchMemoryReader(index, embedder);
                OpenSearchMemoryWriter writer = new OpenSearchMemoryWriter(index, embedder);
                IngestService _ = IngestService.start(new IngestConfig(Brokers.from(SecuredIT::setting),
                        Peer.from(SecuredIT::setting, "registry", ""), keys,
                        DoorConfig.local(PORTS.ingest().number()), admission));
                QueryService _ = QueryService.start(new QueryConfig(Brokers.from(SecuredIT::setting),
                        Peer.from(SecuredIT::setting, "registry", ""), Peer.from(SecuredIT::setting, "search", ""),
                        local(PORTS.processorHealth().number()), keys, DoorConfig.local(PORTS.api().number()),
                        admission), reader, writer)) {
            work(new ApiClient(local(PORTS.ingest().number()), key), new ApiClient(local(PORTS.api().number()), key));
        }
        assertThat(processor.log()).doesNotContain(SECRET).doesNotContain(MadeCertificate.PASSWORD);
    }

    /** Something of every client there is. */
    private static void work(ApiClient ingest, ApiClient api) {
        TestSystem.await("ingest is ready", () -> Answers.ok(local(PORTS.ingest().number()).resolve("/health/ready")));
        ingest.post("/v1/events?source=zeek", """
                {"ts":1767888000.0,"uid":"C1","id.orig_h":"198.51.100.7","id.orig_p":4242,"id.resp_h":"10.0.0.7",\
                "id.resp_p":22,"proto":"tcp"}""".getBytes(StandardCharsets.UTF_8));
        JsonNode said = api.post("/api/v1/memories?wait=true", Map.of("user", "alice", "messages",
                List.of(Map.of("role", "user", "content", "We decided to call the gateway zyrqal."))));
        assertThat(said.path("searchable").asBoolean()).as(said.toString()).isTrue();
        assertThat(api.post("/api/v1/memories/search", Map.of("query", "zyrqal")).toString()).contains("zyrqal");
        api.post("/api/v1/keys", Map.of("name", "another"));
        assertThat(api.get("/api/v1/acts").toString()).contains("another");
        TestSystem.await("all places agree", () -> api.get("/api/v1/verify").path("agrees").asBoolean());
        String erasure = api.post("/api/v1/subjects/user:alice/erase?reason=test", Map.of()).path("id").asText();
        TestSystem.await("the erasure is followed to its end",
                () -> api.get("/api/v1/certificates/" + erasure).path("state").asText().equals("complete"));
    }

    @Test
    void shouldSayInOneLineThatItsPasswordIsWrong(Stack stack) throws Exception {
        Map<String, String> wrong = new HashMap<>(SETTINGS);
        wrong.put("kafka-properties-file", client("wrong", "guessed-4711").toString());
        try (RunningProcessor turnedAway = processor(stack, wrong)) {
            assertThat(turnedAway.awaitEnd()).isEqualTo(1);
            assertThat(turnedAway.log().lines().filter(line -> line.startsWith("processor cannot start: ")))
                    .singleElement(InstanceOfAssertFactories.STRING).contains(broker.address() + " (SASL_SSL)",
                            "Authentication failed");
            assertThat(turnedAway.log()).doesNotContain("guessed-4711").doesNotContain("\tat dev.palimpsest");
        }
    }

    @Test
    void shouldTellWhoIsTurnedAwayFromWhoHearsNothing() throws IOException {
        assertThat(problem(new Brokers(broker.address(), Map.of()))).contains("(PLAINTEXT) do not answer");
        assertThat(problem(Brokers.at(broker.address()).secured(Optional.of(client("wrong-too", "guessed")))))
                .contains("turn us away", "Authentication failed").doesNotContain("guessed");
    }

    @Test
    void shouldSayInOneLineWhatOpenSearchAndRegistryWant() {
        Peer stranger = new Peer(search.address(), null, null);
        Peer nameless = new Peer(search.address(), null, certificate.context());
        assertThat(countFails(stranger)).contains("no certificate that is trusted here").doesNotContain("\n");
        assertThat(countFails(nameless)).contains("answers 401: it takes another login");
        Assertions.assertThatThrownBy(() -> new HttpSchemaRegistry(new Peer(registry.address()
                .resolve("/apis/ccompat/v7"), null, certificate.context())).byId(1))
                .isInstanceOf(RegistryException.class).hasMessageContaining("answers 401: it takes another login");
    }

    private static String countFails(Peer peer) {
        try (BilingualEmbedder embedder = BilingualEmbedder.bundled();
                OpenSearchMemoryWriter writer = new OpenSearchMemoryWriter(IndexConfig.at(peer), embedder)) {
            return String.valueOf(
                    Assertions.catchThrowableOfType(IndexUnavailable.class, () -> writer.count(null)).getMessage());
        }
    }

    private static String problem(Brokers brokers) {
        return new MemoryLog(new TopicReading(brokers), new HttpSchemaRegistry(URI.create("http://127.0.0.1:1")),
                SealedRecords.NONE).problem().orElse("");
    }

    private static RunningProcessor processor(Stack stack, Map<String, String> settings) throws IOException {
        Path own = Files.createTempDirectory(folder, "processor-");
        Map<String, String> environment = new HashMap<>(Map.of("PALIMPSEST_CHECKPOINT_KEY",
                own.resolve("key.pem").toString(), "PALIMPSEST_CHECKPOINT_WITNESS", own.resolve("witness").toString(),
                "PALIMPSEST_KEYS_DIR", folder.resolve("keys").toString()));
        settings.forEach((name, value) -> environment
                .put("PALIMPSEST_" + name.replace('-', '_').toUpperCase(java.util.Locale.ROOT), value));
        return new RunningProcessor(stack, PORTS.processorHealth().number(), environment);
    }

    /** A client's settings with the password in a file of its own, as docs/operations.md has it. */
    private static Path client(String name, String password) throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(secrets.resolve(name), password);
        return Files.writeString(folder.resolve(name + ".properties"), """
                security.protocol=SASL_SSL
                sasl.mechanism=%s
                sasl.jaas.config=%s
                ssl.truststore.type=PEM
                ssl.truststore.location=%s
                config.providers=dir
                config.providers.dir.class=org.apache.kafka.common.config.provider.DirectoryConfigProvider
                """.formatted(SecuredBroker.MECHANISM, SecuredBroker.login("${dir:" + secrets + ":" + name + "}"),
                certificate.certificate()));
    }

    private static Optional<String> setting(String name) {
        return Optional.ofNullable(SETTINGS.get(name));
    }

    private static URI local(int port) {
        return URI.create("http://" + Ports.LOOPBACK + ":" + port);
    }
}
