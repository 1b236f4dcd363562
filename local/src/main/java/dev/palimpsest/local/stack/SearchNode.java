package dev.palimpsest.local.stack;

import dev.palimpsest.local.stack.Ports.Port;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One OpenSearch node with the k-NN plugin in a child JVM, on loopback, without any security: nothing else can reach it. */
final class SearchNode implements Component {

    static final String NAME = "opensearch";

    private final Distribution distribution;
    private final StackOptions options;
    private final ChildFlags flags;
    private final ChildJvm child;

    SearchNode(Distribution distribution, StackOptions options, Path logs, ChildFlags flags) {
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
        return List.of(options.ports().search(), options.ports().searchTransport());
    }

    @Override
    public void start() throws IOException {
        child.start(command());
    }

    /** Everything after {@code java}. */
    List<String> command() throws IOException {
        Path data = Files.createDirectories(options.data().resolve(NAME));
        List<String> command = new ArrayList<>(flags.of(options.searchHeap(), distribution.aotCache(NAME)));
        command.addAll(List.of("-cp", distribution.searchClassPath(), "dev.palimpsest.node.SearchMain"));
        command.add(distribution.searchConfig().toString());
        command.addAll(settings(data));
        return command;
    }

    private List<String> settings(Path data) {
        return List.of("cluster.name=palimpsest", "node.name=palimpsest", "path.home=" + distribution.searchHome(),
                "path.data=" + data,
                "path.logs=" + data.resolve("logs"), "discovery.type=single-node", "network.host=" + Ports.LOOPBACK,
                "http.port=" + options.ports().search().number(),
                "transport.port=" + options.ports().searchTransport().number(),
                // The defaults are percentages, and a laptop's disk that is 90 % full still has room for an index.
                "cluster.routing.allocation.disk.watermark.low=400mb",
                "cluster.routing.allocation.disk.watermark.high=300mb",
                "cluster.routing.allocation.disk.watermark.flood_stage=200mb", "action.auto_create_index=false",
                "cluster.max_shards_per_node=500");
    }

    /** Ready once the shards of the indices that were there before can be searched again, not merely once HTTP answers. */
    @Override
    public boolean isReady() {
        return Answers.ok(address().resolve("/_cluster/health?wait_for_status=yellow&timeout=1s"));
    }

    @Override
    public String lastError() {
        return child.lastError();
    }

    @Override
    public CompletableFuture<String> died() {
        return child.died();
    }

    @Override
    public void stop() {
        child.stop(flags.endMax());
    }

    URI address() {
        return URI.create("http://" + Ports.LOOPBACK + ":" + options.ports().search().number() + "/");
    }
}
