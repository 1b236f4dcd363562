package dev.palimpsest.index.opensearch;

import dev.palimpsest.memory.Hash;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.peers.Peer;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach and lay out the index.
 *
 * @param server          by http or https, no path, such as {@code http://127.0.0.1:9200}
 * @param alias           name readers and writers use; the index behind it has a version suffix. Default
 *                        {@code palimpsest-memories}
 * @param shards          primary shards of a new index, at least 1. Default 1
 * @param replicas        replicas of a new index, at least 0. Default 0
 * @param refreshInterval how soon what is written can be searched; whole milliseconds. Default 1 s
 * @param connectTimeout  default 2 s
 * @param requestTimeout  longest wait for one answer. Default 15 s
 * @param bulk            bounds of one bulk request
 */
public record IndexConfig(Peer server, String alias, int shards, int replicas,
        Duration refreshInterval, Duration connectTimeout, Duration requestTimeout, Bulk bulk) {

    /** What the aliases of a tenant's indices of the past begin with. */
    public static String past(TenantId tenant) {
        return "palimpsest-replay-" + Hash.of(tenant.value()).hex().substring(0, 12) + "-";
    }

    /**
     * How much one bulk request holds.
     *
     * @param documentsMax at least 1. Default 500
     * @param bytesMax     at least 1; one document alone may exceed it. Default 5 MB, well under OpenSearch's 100 MB
     */
    public record Bulk(int documentsMax, int bytesMax) {
        public Bulk {
            if (documentsMax < 1 || bytesMax < 1) {
                throw new IllegalArgumentException("a bulk request holds at least one document and one byte");
            }
        }
    }

    public IndexConfig {
        URI uri = server.uri();
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("");
        if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
            throw new IllegalArgumentException("the search URI must read http(s)://host:port; got: " + uri);
        }
        if (shards < 1 || replicas < 0) {
            throw new IllegalArgumentException("an index has at least 1 shard and 0 replicas");
        }
        if (!alias.matches("[a-z0-9][a-z0-9-]{0,100}")) {
            throw new IllegalArgumentException("the alias must be lower-case letters, digits and -; got: " + alias);
        }
    }

    /** All defaults, and no login. */
    public static IndexConfig at(URI uri) {
        return at(Peer.at(uri));
    }

    /** All defaults. */
    public static IndexConfig at(Peer server) {
        return new IndexConfig(server, "palimpsest-memories", 1, 0, Duration.ofSeconds(1), Duration.ofSeconds(2),
                Duration.ofSeconds(15), new Bulk(500, 5_000_000));
    }

    public IndexConfig withAlias(String value) {
        return new IndexConfig(server, value, shards, replicas, refreshInterval, connectTimeout, requestTimeout,
                bulk);
    }

    public IndexConfig withLayout(int shardCount, int replicaCount, Duration refresh) {
        return new IndexConfig(server, alias, shardCount, replicaCount, refresh, connectTimeout, requestTimeout,
                bulk);
    }

    public IndexConfig withTimeouts(Duration connect, Duration request) {
        return new IndexConfig(server, alias, shards, replicas, refreshInterval, connect, request, bulk);
    }

    public IndexConfig withBulk(Bulk value) {
        return new IndexConfig(server, alias, shards, replicas, refreshInterval, connectTimeout, requestTimeout,
                value);
    }

    /** The index behind the alias. */
    String index() {
        return alias + "-v" + IndexMapping.VERSION;
    }
}
