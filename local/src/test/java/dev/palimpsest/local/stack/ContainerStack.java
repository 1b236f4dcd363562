package dev.palimpsest.local.stack;

import java.net.URI;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;

/** The servers as the images that people deploy, in Docker. */
final class ContainerStack implements Stack {

    private static final int SEARCH_PORT = 9200;
    private static final int REGISTRY_PORT = 8080;

    private final KafkaContainer kafka = new KafkaContainer("apache/kafka:4.3.1");

    private final GenericContainer<?> search = new GenericContainer<>("opensearchproject/opensearch:3.6.0")
            .withExposedPorts(SEARCH_PORT)
            .withEnv("discovery.type", "single-node").withEnv("DISABLE_SECURITY_PLUGIN", "true")
            .withEnv("DISABLE_INSTALL_DEMO_CONFIG", "true").withEnv("OPENSEARCH_JAVA_OPTS", "-Xms512m -Xmx512m")
            .waitingFor(Wait.forHttp("/_cluster/health").forPort(SEARCH_PORT));

    private final GenericContainer<?> registry = new GenericContainer<>("apicurio/apicurio-registry:3.3.3")
            .withExposedPorts(REGISTRY_PORT)
            .waitingFor(Wait.forHttp("/apis/ccompat/v7/subjects").forPort(REGISTRY_PORT));

    private ContainerStack() {}

    /** Returns whether a Docker answers. */
    static boolean isPossible() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    static ContainerStack open() {
        ContainerStack stack = new ContainerStack();
        Startables.deepStart(stack.kafka, stack.search, stack.registry).join();
        return stack;
    }

    @Override
    public String kafkaBootstrap() {
        return kafka.getBootstrapServers();
    }

    @Override
    public URI registry() {
        return address(registry, REGISTRY_PORT);
    }

    @Override
    public URI search() {
        return address(search, SEARCH_PORT);
    }

    @Override
    public void close() {
        kafka.stop();
        search.stop();
        registry.stop();
    }

    private static URI address(GenericContainer<?> container, int port) {
        return URI.create("http://" + container.getHost() + ":" + container.getMappedPort(port) + "/");
    }
}
