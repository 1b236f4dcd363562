package dev.palimpsest.processor.extract.event;

import dev.palimpsest.memory.Evidence;
import dev.palimpsest.memory.Extractor;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.TrustTier;
import dev.palimpsest.memory.observation.Observation;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.processor.extract.Observed;
import dev.palimpsest.processor.extract.typed.Subjects;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An event with its record, and the questions the extractors ask of it. For one thread. */
final class SensorEvent {

    private static final Set<String> NETWORK_FORMATS = Set.of("zeek", "suricata");
    private static final Set<String> OUTBOUND = Set.of("outbound", "egress");

    private final Observed observed;
    private final Payload.Event event;
    /** Dozens of rules ask for the same few fields. */
    private final Map<String, String> lowered = new HashMap<>();

    SensorEvent(Observed observed, Payload.Event event) {
        this.observed = observed;
        this.event = event;
    }

    Observation observation() {
        return observed.observation();
    }

    Instant at() {
        return observation().occurredAt();
    }

    String format() {
        return event.format();
    }

    /** The first of these fields that says something; a lone hyphen says nothing. */
    Optional<String> first(String... fields) {
        for (String field : fields) {
            Optional<String> value = event.first(field).map(String::strip)
                    .filter(text -> !text.isEmpty() && !text.equals("-"));
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    List<String> all(String field) {
        return event.fields().getOrDefault(field, List.of());
    }

    /** A field in lower case; empty where it is absent. */
    String lower(String field) {
        return lowered.computeIfAbsent(field, name -> first(name).orElse("").toLowerCase(Locale.ROOT));
    }

    /** The names of all fields. */
    Set<String> names() {
        return event.fields().keySet();
    }

    /** Whether a field holds the value, in any case. */
    boolean has(String field, String value) {
        return event.has(field, value);
    }

    /** Whether a sensor on the wire saw this; its own host is then no part of what happened. */
    boolean isFromWire() {
        return NETWORK_FORMATS.contains(format());
    }

    boolean isSysmon() {
        return format().equals("sysmon") || lower("event.provider").contains("sysmon")
                || lower("winlog.channel").contains("sysmon");
    }

    /** The machine the event happened on. */
    Optional<Subject> host() {
        return isFromWire() ? Optional.empty() : first("host.name", "host.fqdn").flatMap(Subjects::host);
    }

    Optional<Subject> source() {
        return first("source.ip").flatMap(Subjects::ip);
    }

    Optional<Subject> destination() {
        return first("destination.ip").flatMap(Subjects::ip);
    }

    /** Who opened the connection or asked the question: an address, else the machine itself. */
    Optional<Subject> client() {
        return source().or(this::host);
    }

    /** The address of another machine that caused this on the one that reports it. */
    Optional<Subject> remoteSource() {
        boolean own = OUTBOUND.contains(lower("network.direction"))
                || lower("winlog.event_data.Initiated").equals("true");
        return own && !isFromWire()
                ? Optional.empty()
                : source().filter(ip -> all("host.ip").stream().flatMap(value -> Subjects.ip(value).stream())
                        .noneMatch(ip::equals));
    }

    /** Whoever acted, where the sensor vouches for the name. */
    Optional<Subject> actor() {
        return first("user.name", "winlog.event_data.SubjectUserName").flatMap(name -> Subjects.account(name, true));
    }

    /** The lower of the tier and that of the source: nobody raises himself. */
    TrustTier trust(TrustTier tier) {
        TrustTier given = observation().trust();
        return given.isBelow(tier) ? given : tier;
    }

    Evidence evidence(Extractor extractor) {
        return observed.evidence(null, extractor);
    }
}
