package dev.palimpsest.local.cli;

import dev.palimpsest.local.client.ApiClient;
import dev.palimpsest.local.client.ClientKey;
import dev.palimpsest.local.stack.Ports;
import dev.palimpsest.local.stack.StackException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that talks to a running system. */
final class ClientFlags {

    private static final String KEY_VARIABLE = "PALIMPSEST_API_KEY";

    @Option(names = "--port-offset", paramLabel = "N", defaultValue = "0", description = "The stack on this machine whose ports are moved by N (default: ${DEFAULT-VALUE}).")
    private int portOffset;

    @Option(names = "--url", paramLabel = "URL", description = "Another query API; its key comes from $$" + KEY_VARIABLE
            + ".")
    private @Nullable URI url;

    @Option(names = "--ingest-url", paramLabel = "URL", description = "Another ingest; its key comes from $$"
            + KEY_VARIABLE + ".")
    private @Nullable URI ingestUrl;

    @Option(names = "--json", description = "Print JSON for programs.")
    private boolean json;

    boolean json() {
        return json;
    }

    ApiClient api() {
        return new ApiClient(url == null ? local(new Ports(portOffset).api().number()) : url, key());
    }

    ApiClient ingest() {
        return new ApiClient(ingestUrl == null ? local(new Ports(portOffset).ingest().number()) : ingestUrl, key());
    }

    URI apiUrl() {
        return url == null ? local(new Ports(portOffset).api().number()) : url;
    }

    String key() {
        String given = System.getenv(KEY_VARIABLE);
        if (given != null && !given.isBlank()) {
            return given.strip();
        }
        return ClientKey.of(StackFlags.userData(), portOffset).read()
                .orElseThrow(() -> new StackException("no stack of yours runs on port offset " + portOffset
                        + ": start it with ./palimpsest up, or set " + KEY_VARIABLE + " to an API key"));
    }

    private static URI local(int port) {
        return URI.create("http://" + Ports.LOOPBACK + ":" + port);
    }
}
