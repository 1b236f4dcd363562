package dev.palimpsest.processor.extract.event;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.processor.extract.typed.Subjects;
import java.util.stream.Stream;

/** Who asked for which name, and what the answer was. */
final class NameLookups {

    /** Addresses of one answer that are remembered. */
    private static final int ANSWERS_MAX = 16;

    private NameLookups() {}

    static Stream<Statement> of(SensorEvent event) {
        return event.first("dns.question.name").flatMap(Subjects::domain).stream()
                .flatMap(name -> Stream.concat(question(event, name), answers(event, name)));
    }

    private static Stream<Statement> question(SensorEvent event, Subject name) {
        return event.client().stream().map(client -> new Edge(event, name, EdgeType.QUERIED_BY, client)
                .entity(event.host()).program().claim());
    }

    private static Stream<Statement> answers(SensorEvent event, Subject name) {
        return event.all("dns.answers.data").stream().flatMap(value -> Subjects.ip(value).stream()).distinct()
                .limit(ANSWERS_MAX).map(ip -> new Edge(event, name, EdgeType.RESOLVES_TO, ip).claim());
    }
}
