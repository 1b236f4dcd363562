package dev.palimpsest.processor.extract.event;

import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.processor.extract.typed.Subjects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What programs leave behind that analysts join on, where the field says what it is: TLS fingerprints and named pipes. */
final class Traces {

    /** Pipes that Windows and browsers open on every machine, by exact name or by a beginning. */
    private static final Pattern EVERYDAY = Pattern.compile(
            "<.*|lsass|lsarpc|samr|netlogon|srvsvc|wkssvc|svcctl|winreg|atsvc|eventlog|ntsvcs|epmapper|browser|spoolss"
                    + "|scerpc|trkwks|wmsvc|initshutdown|protected_storage|keysvc|tapsrv|router|rotr.*|termsrv_.*"
                    + "|ctx_winstation_api_service|w32time.*|mojo\\..*|chrome\\..*|gecko.*|crashpad_.*|pshost\\..*"
                    + "|iisipm.*|sql\\\\.*|winsock2\\\\.*|dav rpc service|pipe_eventroot\\\\.*|.*-pipe-\\d+-.*");

    private Traces() {}

    static Stream<Statement> of(SensorEvent event) {
        return Stream.concat(fingerprints(event), pipes(event));
    }

    /** Who said hello so. The other end is left out: it changes from hello to hello. */
    private static Stream<Statement> fingerprints(SensorEvent event) {
        return Stream.of("ja3", "ja4")
                .flatMap(kind -> event.first("tls.client." + kind).flatMap(value -> Subjects.fingerprint(kind, value))
                        .stream())
                .flatMap(print -> event.client().stream()
                        .map(client -> new Edge(event, print, EdgeType.PRESENTED_BY, client).program().claim()));
    }

    /** Programs on the machine choose what they call a pipe, and so may an attacker. */
    private static Stream<Statement> pipes(SensorEvent event) {
        Optional<Subject> pipe = event.isSysmon()
                ? event.first("pipe.name").flatMap(Subjects::pipe)
                        .filter(name -> !EVERYDAY.matcher(name.name()).matches())
                : Optional.empty();
        return pipe.stream().flatMap(name -> event.host().stream()
                .map(host -> new Edge(event, name, EdgeType.OPENED_ON, host).program().freeText().claim()));
    }
}
