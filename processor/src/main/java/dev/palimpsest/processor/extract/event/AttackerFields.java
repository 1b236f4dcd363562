package dev.palimpsest.processor.extract.event;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The fields whose text whoever is being watched may choose. Nothing but typed values is read out of them; their words
 * never reach the text of a claim.
 */
final class AttackerFields {

    /** All of them; {@code url.*} and {@code user.name} of a failure besides. */
    static final List<String> NAMES = List.of("user_agent.original", "dns.question.name", "process.command_line",
            "process.parent.command_line", "file.name", "file.path", "x509.subject", "tls.server.subject",
            "tls.client.subject", "email.subject", "http.request.body.content", "http.response.body.content",
            "http.request.referrer", "message", "service.executable", "winlog.event_data.ScriptBlockText",
            "winlog.event_data.TaskContent", "winlog.event_data.Payload", "winlog.event_data.ContextInfo");

    /** Formats whose typed fields already hold what the message repeats in prose. */
    private static final Set<String> MESSAGE_REPEATS = Set.of("windows", "sysmon", "winlogbeat", "zeek", "suricata");

    /** Formats nobody typed: any field may hold anything. */
    private static final Set<String> UNTYPED = Set.of("json", "line", "syslog");

    /** Formats of services and gateways, which often name an address without saying of which machine it is. */
    private static final Set<String> DISTANT = Set.of("cloudtrail", "guardduty", "kubernetes", "ocsf", "cef", "leef",
            "sigma");

    private static final List<String> POINTED_AT = List.of("source.ip", "destination.ip", "related.ip", "related.hash",
            "related.hosts", "file.hash.md5", "file.hash.sha1", "file.hash.sha256", "url.full", "source.domain",
            "destination.domain");

    /** Single values without words, and where a browser says it came from, which it requested itself before. */
    private static final Set<String> NO_TEXT = Set.of("dns.question.name", "file.path", "file.name",
            "http.request.referrer");

    private AttackerFields() {}

    /** Whether the fields of an event have no known meaning. */
    static boolean isUntyped(SensorEvent event) {
        return UNTYPED.contains(event.format());
    }

    /** Whether a field holds words of somebody else's, rather than one name or value. */
    static boolean holdsWords(String field) {
        return NAMES.contains(field) && !NO_TEXT.contains(field);
    }

    /** The fields of an event in which indicators may stand among other words. */
    static Stream<String> withText(SensorEvent event) {
        if (isUntyped(event)) {
            return event.names().stream()
                    .filter(name -> !name.startsWith("host.") && !name.equals("@timestamp"));
        }
        Stream<String> pointedAt = DISTANT.contains(event.format()) ? POINTED_AT.stream() : Stream.empty();
        boolean repeats = MESSAGE_REPEATS.contains(event.format());
        return Stream.concat(pointedAt,
                NAMES.stream().filter(name -> !NO_TEXT.contains(name) && !(repeats && name.equals("message"))));
    }
}
