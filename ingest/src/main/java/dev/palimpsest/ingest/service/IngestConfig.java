package dev.palimpsest.ingest.service;

import dev.palimpsest.peers.Peer;
import dev.palimpsest.peers.Brokers;
import dev.palimpsest.access.DoorConfig;
import dev.palimpsest.access.OidcConfig;
import dev.palimpsest.ingest.syslog.SyslogListener;
import dev.palimpsest.trust.admission.AdmissionConfig;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Ingest's settings, from system properties {@code palimpsest.*} or environment variables {@code PALIMPSEST_*}.
 *
 * @param kafka    {@code palimpsest.kafka}, brokers as host:port; default 127.0.0.1:9092; see {@link Brokers#from}
 * @param registry {@code palimpsest.registry}, root of Confluent's API; default Apicurio's on 127.0.0.1:8081; see {@link Peer#from}
 * @param apiKeys  {@code palimpsest.api-keys-file}; default ./api-keys
 * @param door     {@code palimpsest.host} and {@code palimpsest.port}; default 127.0.0.1:8088
 * @param admission see {@link AdmissionConfig}
 * @param syslog   {@code palimpsest.syslog}, listeners as {@code TRANSPORT:PORT:TENANT:SOURCE,…}; default none;
 *                 {@code palimpsest.syslog.tls-keystore} and {@code palimpsest.syslog.tls-keystore-password}
 * @param feeds    {@code palimpsest.feeds}, the file of feeds to fetch; none unless said
 * @param feedState {@code palimpsest.feed-state}, folder where it is kept how far each was read; default ./feeds
 * @param oidc     whose tokens are believed beside API keys: see {@link OidcConfig#from}, {@code palimpsest.oidc.…}
 */
public record IngestConfig(Brokers kafka, Peer registry, Path apiKeys, DoorConfig door, AdmissionConfig admission,
        SyslogConfig syslog, @Nullable Path feeds, Path feedState, Optional<OidcConfig> oidc) {

    /** Without syslog and feeds. */
    public IngestConfig(Brokers kafka, Peer registry, Path apiKeys, DoorConfig door, AdmissionConfig admission) {
        this(kafka, registry, apiKeys, door, admission, SyslogConfig.NONE);
    }

    /** Without feeds. */
    public IngestConfig(Brokers kafka, Peer registry, Path apiKeys, DoorConfig door, AdmissionConfig admission,
            SyslogConfig syslog) {
        this(kafka, registry, apiKeys, door, admission, syslog, null, Path.of("feeds"), Optional.empty());
    }

    /** Reads the settings. */
    public static IngestConfig from(Config config) {
        return new IngestConfig(Brokers.from(name -> setting(config, name)),
                Peer.from(name -> setting(config, name), "registry", "http://127.0.0.1:8081/apis/ccompat/v7"),
                Path.of(text(config, "api-keys-file", "api-keys")),
                DoorConfig.from(name -> setting(config, name), 8088),
                AdmissionConfig.from(name -> config.getOptionalValue(name, String.class)),
                new SyslogConfig(SyslogListener.parse(text(config, "syslog", "")),
                        config.getOptionalValue("palimpsest.syslog.tls-keystore", String.class).map(Path::of)
                                .orElse(null),
                        text(config, "syslog.tls-keystore-password", "")),
                config.getOptionalValue("palimpsest.feeds", String.class).map(Path::of).orElse(null),
                Path.of(text(config, "feed-state", "feeds")),
                OidcConfig.from(name -> setting(config, name)));
    }

    private static String text(Config config, String name, String other) {
        return setting(config, name).orElse(other);
    }

    private static Optional<String> setting(Config config, String name) {
        return config.getOptionalValue("palimpsest." + name, String.class);
    }
}
