package dev.palimpsest.query.service;

import dev.palimpsest.peers.Peer;
import dev.palimpsest.peers.Brokers;
import dev.palimpsest.access.DoorConfig;
import dev.palimpsest.access.OidcConfig;
import dev.palimpsest.trust.admission.AdmissionConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * The query API's settings, from system properties {@code palimpsest.*} or environment variables {@code PALIMPSEST_*}.
 *
 * @param kafka     {@code palimpsest.kafka}, brokers as host:port; default 127.0.0.1:9092; see {@link Brokers#from}
 * @param registry  {@code palimpsest.registry}, root of Confluent's API; default Apicurio's on 127.0.0.1:8081; see {@link Peer#from}
 * @param search    {@code palimpsest.search}; default http://127.0.0.1:9200; likewise
 * @param processor {@code palimpsest.processor}, the processor's health door; default http://127.0.0.1:8090
 * @param apiKeys   {@code palimpsest.api-keys-file}; default ./api-keys
 * @param door      {@code palimpsest.host} and {@code palimpsest.port}; default 127.0.0.1:8080
 * @param admission see {@link AdmissionConfig}
 * @param webhooksInward {@code palimpsest.webhooks-inward}: whether webhooks may lead to this machine and to private networks; default
 *                       false
 * @param oidc      whose tokens are believed beside API keys: see {@link OidcConfig#from}, {@code palimpsest.oidc.…}
 */
public record QueryConfig(Brokers kafka, Peer registry, Peer search, URI processor, Path apiKeys, DoorConfig door,
        AdmissionConfig admission, boolean webhooksInward, Optional<OidcConfig> oidc) {

    /** Webhooks lead outside only. */
    public QueryConfig(Brokers kafka, Peer registry, Peer search, URI processor, Path apiKeys, DoorConfig door,
            AdmissionConfig admission) {
        this(kafka, registry, search, processor, apiKeys, door, admission, false, Optional.empty());
    }

    /** Reads the settings. */
    public static QueryConfig from(Config config) {
        return new QueryConfig(Brokers.from(name -> setting(config, name)),
                Peer.from(name -> setting(config, name), "registry", "http://127.0.0.1:8081/apis/ccompat/v7"),
                Peer.from(name -> setting(config, name), "search", "http://127.0.0.1:9200"),
                URI.create(text(config, "processor", "http://127.0.0.1:8090")),
                Path.of(text(config, "api-keys-file", "api-keys")),
                DoorConfig.from(name -> setting(config, name), 8080),
                AdmissionConfig.from(name -> config.getOptionalValue(name, String.class)),
                Boolean.parseBoolean(text(config, "webhooks-inward", "false")),
                OidcConfig.from(name -> setting(config, name)));
    }

    private static String text(Config config, String name, String other) {
        return setting(config, name).orElse(other);
    }

    private static Optional<String> setting(Config config, String name) {
        return config.getOptionalValue("palimpsest." + name, String.class);
    }
}
