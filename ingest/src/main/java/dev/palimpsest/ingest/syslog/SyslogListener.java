package dev.palimpsest.ingest.syslog;

import dev.palimpsest.memory.TenantId;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where syslog is listened for, and whose it is: the line itself has no credential, so the listener decides.
 *
 * @param transport how it comes
 * @param port      0 for any free one
 * @param tenant    whose memory it goes to
 * @param source    the source its observations name
 */
public record SyslogListener(Transport transport, int port, TenantId tenant, String source) {

    /** How syslog comes. */
    public enum Transport {
        UDP, TCP, TLS
    }

    private static final Pattern SOURCE = Pattern.compile("[\\w.-]{1,100}");
    private static final int PORT_MAX = 65_535;

    public SyslogListener {
        if (port < 0 || port > PORT_MAX || !SOURCE.matcher(source).matches()) {
            throw new IllegalArgumentException("a syslog listener is written TRANSPORT:PORT:TENANT:SOURCE");
        }
    }

    /** The listeners in a text such as {@code udp:5514:default:syslog,tls:6514:acme:firewalls}; none in an empty one. */
    public static List<SyslogListener> parse(String text) {
        return Stream.of(text.split(",", -1)).map(String::strip).filter(one -> !one.isEmpty())
                .map(SyslogListener::one).toList();
    }

    private static SyslogListener one(String text) {
        String[] parts = text.split(":", -1);
        try {
            if (parts.length == 4) {
                return new SyslogListener(Transport.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                        Integer.parseInt(parts[1]), new TenantId(parts[2]), parts[3]);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no syslog listener: " + text + ": " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("a syslog listener is written TRANSPORT:PORT:TENANT:SOURCE, not " + text);
    }

    /** As in configuration, for people. */
    String title() {
        return transport.name().toLowerCase(Locale.ROOT) + ":" + port;
    }
}
