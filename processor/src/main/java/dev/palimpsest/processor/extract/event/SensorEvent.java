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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** An event with its record, and the questions the extractors ask of it. */
record SensorEvent(Observed observed, Payload.Event event) {

    private static final Set<String> NETWORK_FORMATS = Set.of("zeek", "suricata");
    private static final Set<String> OUTBOUND = Set.of("outbound", "egress");

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
        return first(field).orElse("").toLowerCase(Locale.ROOT);
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
