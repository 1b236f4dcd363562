package dev.palimpsest.processor.extract.event;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.processor.extract.typed.Subjects;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which programs ran on which machine, and which files crossed the wire, by hash. */
final class FileHashes {

    /** The strongest first. Each is a subject, since feeds list a file by any of them; the others are its attributes. */
    private static final List<String> KINDS = List.of("sha256", "sha1", "md5");

    /** Sysmon's events of drivers and libraries being loaded. */
    private static final Set<String> LOADS = Set.of("6", "7");

    private FileHashes() {}

    static Stream<Statement> of(SensorEvent event) {
        return isOperatingSystemLibrary(event)
                ? Stream.empty()
                : Stream.of("process.hash", "file.hash").flatMap(prefix -> seen(event, prefix));
    }

    private static Stream<Statement> seen(SensorEvent event, String prefix) {
        Optional<Subject> place = event.isFromWire() ? event.source() : event.host();
        return KINDS.stream().flatMap(kind -> hash(event, prefix, kind).stream())
                .flatMap(subject -> place.map(where -> seen(event, prefix, subject, where)).stream());
    }

    private static Statement seen(SensorEvent event, String prefix, Subject subject, Subject where) {
        String path = prefix.equals("process.hash") ? "process.executable" : "file.path";
        Edge edge = new Edge(event, subject, type(event, prefix), where)
                .attribute(path, Optional.of(event.lower(path)));
        edge.attribute("file.hash.imphash", event.first(prefix + ".imphash").flatMap(Subjects::imphash));
        KINDS.stream().filter(kind -> !kind.equals(subject.type())).forEach(kind -> edge
                .attribute("file.hash." + kind, hash(event, prefix, kind).map(Subject::name)));
        return edge.claim();
    }

    /** Only a process and what it loads have run; any other file was merely there. */
    private static EdgeType type(SensorEvent event, String prefix) {
        if (event.isFromWire()) {
            return EdgeType.TRANSFERRED_BY;
        }
        boolean loaded = event.isSysmon() && LOADS.contains(event.lower("event.code"));
        return prefix.equals("process.hash") || loaded ? EdgeType.RAN_ON : EdgeType.FOUND_ON;
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
