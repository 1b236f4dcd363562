package dev.palimpsest.ingest.service;

import dev.palimpsest.ingest.syslog.SyslogListener;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where syslog is listened for.
 *
 * @param listeners   none for no syslog
 * @param keystore    PKCS #12 file for listeners over TLS; null where there are none
 * @param keystoreKey its password; empty where there is none
 */
public record SyslogConfig(List<SyslogListener> listeners, @Nullable Path keystore, String keystoreKey) {

    /** No syslog. */
    public static final SyslogConfig NONE = new SyslogConfig(List.of(), null, "");

    public SyslogConfig {
        listeners = List.copyOf(listeners);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "SyslogConfig[" + listeners + ", " + keystore + "]";
    }
}
