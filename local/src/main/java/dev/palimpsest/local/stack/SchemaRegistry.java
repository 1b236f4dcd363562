package dev.palimpsest.local.stack;

import dev.palimpsest.local.stack.Ports.Port;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The Apicurio registry in a child JVM.
 *
 * <p>It keeps its schemas in an H2 file and not on our broker (its {@code kafkasql} storage): so it starts beside the
 * broker instead of after it, and a schema is in one place that can be copied. {@code WRITE_DELAY=0} makes a commit
 * reach the file before the answer does, as H2 otherwise waits half a second, and a killed process would lose a schema
 * whose id is already in records.
 */
final class SchemaRegistry implements Component {

    static final String NAME = "registry";

    private static final String HEAP = "192m";
    private static final String BROKEN_DATABASE = "Non-transient database connection error";

    private final Distribution distribution;
    private final StackOptions options;
    private final ChildFlags flags;
    private final ChildJvm child;

    SchemaRegistry(Distribution distribution, StackOptions options, Path logs, ChildFlags flags) {
        this.distribution = distribution;
        this.options = options;
        this.flags = flags;
        this.child = new ChildJvm(NAME, logs);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Port> ports() {
        return List.of(options.ports().registry());
    }

    @Override
    public void start() throws IOException {
        child.start(command());
    }

    /** Everything after {@code java}. */
    List<String> command() throws IOException {
        List<String> command = new ArrayList<>(flags.of(HEAP, distribution.aotCache(NAME)));
        // The registry is up for seconds before a schema is asked for and then idles: the first compiler tier is enough.
        command.add("-XX:TieredStopAtLevel=1");
        command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        settings().forEach(setting -> command.add("-D" + setting));
        command.addAll(List.of("-cp", distribution.registryClassPath(), "dev.palimpsest.node.RegistryMain"));
        return command;
    }

    private List<String> settings() throws IOException {
        return List.of("java.util.logging.manager=org.jboss.logmanager.LogManager",
                "quarkus.http.host=" + Ports.LOOPBACK,
                "quarkus.http.port=" + options.ports().registry().number(), // Its management port cannot be turned off; any free one keeps stacks apart.
                "quarkus.management.host=" + Ports.LOOPBACK, "quarkus.management.port=0",
                "quarkus.http.access-log.enabled=false", "quarkus.banner.enabled=false", "apicurio.storage.kind=sql",
                "apicurio.storage.sql.kind=h2", "apicurio.datasource.url=" + database(),
                "apicurio.datasource.jdbc.initial-size=2",
                "apicurio.datasource.jdbc.min-size=2", "apicurio.datasource.jdbc.max-size=10");
    }

    private String database() throws IOException {
        if (options.ephemeral()) {
            return "jdbc:h2:mem:registry;DB_CLOSE_DELAY=-1";
        }
        Path directory = Files.createDirectories(options.data().resolve(NAME));
        return "jdbc:h2:file:" + directory.resolve("schemas") + ";WRITE_DELAY=0";
    }

    @Override
    public boolean isReady() {
        // With a broken database the registry may neither end nor ever answer; without this a person would wait for the limit.
        if (hasBrokenDatabase()) {
            throw new StackException(brokenDatabase());
        }
        return Answers.ok(address().resolve("/apis/ccompat/v7/subjects"));
    }

    @Override
    public String lastError() {
        return child.lastError();
    }

    @Override
    public CompletableFuture<String> died() {
        return child.died().thenApply(line -> hasBrokenDatabase() ? brokenDatabase() : line);
    }

    private boolean hasBrokenDatabase() {
        return ChildLog.startContains(child.log(), BROKEN_DATABASE);
    }

    private String brokenDatabase() {
        return "the schema registry cannot use its data in " + options.data().resolve(NAME)
                + "; restore it, or move it away to begin with no schemas (log: " + child.log() + ")";
    }

    @Override
    public void stop() {
        child.stop(flags.endMax());
    }

    URI address() {
        return URI.create("http://" + Ports.LOOPBACK + ":" + options.ports().registry().number() + "/");
    }
}
