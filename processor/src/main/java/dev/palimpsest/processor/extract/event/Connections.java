package dev.palimpsest.processor.extract.event;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.processor.extract.typed.Subjects;
import java.util.Optional;
import java.util.stream.Stream;

/** Who contacted which address, and which address a machine has. */
final class Connections {

    /** Ports from here on are drawn for one connection and say nothing of the service. */
    private static final int SERVICE_PORT_MAX = 9_999;

    private static final int ADDRESSES_MAX = 16;

    private Connections() {}

    static Stream<Statement> of(SensorEvent event) {
        return Stream.concat(contact(event).stream(), addresses(event));
    }

    private static Optional<Statement> contact(SensorEvent event) {
        Optional<Subject> client = event.client();
        return event.destination().filter(destination -> client.isPresent() && !client.get().equals(destination))
                .map(destination -> new Edge(event, destination, EdgeType.CONTACTED_BY, client.orElseThrow())
                        .entity(event.host()).attribute("destination.port", servicePort(event))
                        .fields("network.protocol").program().claim());
    }

    private static Optional<String> servicePort(SensorEvent event) {
        return event.lower("network.transport").contains("icmp")
                ? Optional.empty()
                : event.first("destination.port").filter(port -> port.matches("\\d{1,4}"))
                        .filter(port -> Integer.parseInt(port) <= SERVICE_PORT_MAX && Integer.parseInt(port) > 0);
    }

    private static Stream<Statement> addresses(SensorEvent event) {
        boolean initiated = event.isSysmon() && event.first("event.code").filter("3"::equals).isPresent()
                && event.remoteSource().isEmpty();
        Stream<Subject> own = initiated ? event.source().stream() : Stream.empty();
        Stream<Subject> stated = event.all("host.ip").stream().flatMap(value -> Subjects.ip(value).stream());
        return event.host().or(() -> named(event)).stream().flatMap(host -> Stream.concat(own, stated).distinct()
                .limit(ADDRESSES_MAX).map(ip -> address(event, host, ip)));
    }

    /** On the wire a machine says its own name, and may lie. */
    private static Statement address(SensorEvent event, Subject host, Subject ip) {
        Edge edge = new Edge(event, host, EdgeType.HAS_ADDRESS, ip).fields("host.fqdn");
        return event.isFromWire() ? edge.freeText().claim() : edge.claim();
    }

    private static Optional<Subject> named(SensorEvent event) {
        return event.first("host.name").flatMap(Subjects::host);
    }
}
