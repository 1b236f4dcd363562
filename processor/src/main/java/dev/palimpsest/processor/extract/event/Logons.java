package dev.palimpsest.processor.extract.event;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.processor.extract.typed.Subjects;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which account logged on to which machine, or failed to; when in the day and how. */
public final class Logons {

    /** Attribute: eighths of the day, UTC, such as {@code 06-09}. */
    public static final String TIME_OF_DAY = "logon.time_of_day";

    /** Attribute: Windows' number of the logon's type. */
    public static final String TYPE = "winlog.logon.type";

    private static final Set<String> WIRE_DATASETS = Set.of("zeek.ntlm", "zeek.kerberos", "ntlm", "kerberos");
    private static final String[] WHO = {"winlog.event_data.TargetUserName", "user.target.name", "user.name"};

    private Logons() {}

    static Stream<Statement> of(SensorEvent event) {
        return outcome(event).flatMap(type -> claim(event, type)).stream();
    }

    private static Optional<EdgeType> outcome(SensorEvent event) {
        return switch (event.lower("event.code")) {
            case "4624" -> Optional.of(EdgeType.LOGGED_ON_TO);
            case "4625" -> Optional.of(EdgeType.FAILED_LOGON_TO);
            default -> isLogon(event) ? byOutcome(event) : Optional.empty();
        };
    }

    private static boolean isLogon(SensorEvent event) {
        if (event.isFromWire()) {
            return WIRE_DATASETS.contains(event.lower("event.dataset"));
        }
        return event.has("event.category", "authentication") && event.first("winlog.channel").isEmpty();
    }

    /** A first Kerberos request without proof is answered with a failure by design; it says nothing. */
    private static Optional<EdgeType> byOutcome(SensorEvent event) {
        boolean kerberos = event.lower("event.dataset").contains("kerberos");
        return switch (event.lower("event.outcome")) {
            case "success" -> Optional.of(EdgeType.LOGGED_ON_TO);
            case "failure" -> kerberos ? Optional.empty() : Optional.of(EdgeType.FAILED_LOGON_TO);
            default -> Optional.empty();
        };
    }

    private static Optional<Statement> claim(SensorEvent event, EdgeType type) {
        boolean proven = type == EdgeType.LOGGED_ON_TO;
        Optional<Subject> account = event.first(WHO).flatMap(name -> Subjects.account(name, proven));
        Optional<Subject> machine = event.first("host.name").flatMap(Subjects::host).or(event::destination)
                .or(() -> Parties.cloudAccount(event));
        return account.flatMap(who -> machine.map(where -> {
            Edge edge = new Edge(event, who, type, where).entity(event.source())
                    .fields(TYPE, "user.domain").attribute(TIME_OF_DAY, Optional.of(timeOfDay(event.at())));
            return proven ? edge.claim() : edge.freeText().claim();
        }));
    }

    private static String timeOfDay(Instant at) {
        int from = at.atZone(ZoneOffset.UTC).getHour() / 3 * 3;
        return String.format(Locale.ROOT, "%02d-%02d", from, from + 3);
    }
}
