package dev.palimpsest.processor.extract.event;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.processor.extract.typed.Subjects;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which programs ran on which machine, and which files crossed the wire, by hash. */
final class FileHashes {

    /** The strongest first: it is the subject, the others are attributes. */
    private static final List<String> KINDS = List.of("sha256", "sha1", "md5");

    private FileHashes() {}

    static Stream<Statement> of(SensorEvent event) {
        return isOperatingSystemLibrary(event)
                ? Stream.empty()
                : Stream.of("process.hash", "file.hash").flatMap(prefix -> seen(event, prefix).stream());
    }

    private static Optional<Statement> seen(SensorEvent event, String prefix) {
        Optional<Subject> strongest = KINDS.stream().flatMap(kind -> hash(event, prefix, kind).stream()).findFirst();
        Optional<Subject> place = event.isFromWire() ? event.source() : event.host();
        EdgeType type = event.isFromWire() ? EdgeType.TRANSFERRED_BY : EdgeType.RAN_ON;
        return strongest.flatMap(subject -> place.map(where -> {
            Edge edge = new Edge(event, subject, type, where)
                    .fields(prefix.startsWith("process") ? "process.executable" : "file.path");
            KINDS.stream().filter(kind -> !kind.equals(subject.type())).forEach(kind -> edge
                    .attribute("file.hash." + kind, hash(event, prefix, kind).map(Subject::name)));
            return edge.claim();
        }));
    }

    private static Optional<Subject> hash(SensorEvent event, String prefix, String kind) {
        return event.first(prefix + "." + kind).flatMap(value -> Subjects.hash(kind, value));
    }

    /** Thousands of system libraries load on every machine each day; one with Microsoft's valid signature is no news. */
    private static boolean isOperatingSystemLibrary(SensorEvent event) {
        return event.isSysmon() && event.lower("event.code").equals("7")
                && event.lower("winlog.event_data.Signed").equals("true")
                && event.lower("winlog.event_data.SignatureStatus").equals("valid")
                && event.lower("winlog.event_data.Signature").startsWith("microsoft ");
    }
}
