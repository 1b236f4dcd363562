package dev.palimpsest.processor.extract.event;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.processor.extract.typed.Subjects;
import java.util.stream.Stream;

/** Who requested which site or page, over HTTP or TLS. */
final class WebRequests {

    private WebRequests() {}

    static Stream<Statement> of(SensorEvent event) {
        return event.client().stream().flatMap(client -> Stream.concat(sites(event), pages(event)).distinct()
                .filter(requested -> !requested.equals(client))
                .map(requested -> new Edge(event, requested, EdgeType.REQUESTED_BY, client).entity(event.destination())
                        .entity(event.host()).fields("http.request.method").program().claim()));
    }

    private static Stream<Subject> sites(SensorEvent event) {
        Stream<String> named = Stream.of("url.domain", "tls.server_name").flatMap(field -> event.first(field).stream());
        Stream<String> ofPages = pages(event).map(Subject::name).flatMap(url -> Subjects.hostOfUrl(url).stream());
        return Stream.concat(named, ofPages)
                .map(name -> name.replaceFirst(":\\d{1,5}$", "")).flatMap(name -> Subjects.domain(name).stream());
    }

    private static Stream<Subject> pages(SensorEvent event) {
        return event.first("url.full").flatMap(Subjects::url).stream();
    }
}
