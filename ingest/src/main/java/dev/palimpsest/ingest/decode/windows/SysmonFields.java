package dev.palimpsest.ingest.decode.windows;

import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.HostNames;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Maps Sysmon's values to ECS. */
final class SysmonFields {

    /** Whose {@code Hashes} are those of a file and not of the process. */
    private static final Set<String> FILE_HASHES = Set.of("6", "7", "15", "23", "26", "27", "28", "29");

    private static final Set<String> HASH_NAMES = Set.of("md5", "sha1", "sha256", "imphash");

    private SysmonFields() {}

    static void write(WindowsEvent event, FieldSet fields) {
        WindowsValues.name(EventNames.SYSMON.get(event.code()), fields);
        rule(event.value("RuleName"), fields);
        process(event, fields);
        network(event, fields);
        fileAndRegistry(event, fields);
        hashes(event, fields);
        HostNames.writeAccount(event.value("User"), "user", fields);
        HostNames.writeAccount(event.value("SourceUser"), "user", fields);
        HostNames.writeAccount(event.value("TargetUser"), "user.target", fields);
    }

    /** A bare rule name, or the {@code technique_id=T1003,technique_name=…} that common rule sets put there. */
    private static void rule(@Nullable String rule, FieldSet fields) {
        if (rule == null || FieldSet.isNone(rule)) {
            return;
        }
        if (rule.indexOf('=') < 0) {
            fields.put("rule.name", rule);
            return;
        }
        for (String part : rule.split(",", -1)) {
            int equals = part.indexOf('=');
            String value = part.substring(equals + 1).strip();
            switch (equals < 0 ? "" : part.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
                case "technique_id" -> fields.put("threat.technique.id", value);
                case "technique_name" -> fields.put("threat.technique.name", value).put("rule.name", value);
                case "tactic_id" -> fields.put("threat.tactic.id", value);
                case "tactic_name" -> fields.put("threat.tactic.name", value);
                default -> fields.put("rule.description", rule);
            }
        }
    }

    private static void process(WindowsEvent event, FieldSet fields) {
        WindowsValues.executable(event.value("Image"), "process", fields);
        WindowsValues.executable(event.value("SourceImage"), "process", fields);
        WindowsValues.executable(event.value("ParentImage"), "process.parent", fields);
        fields.known("process.target.executable", event.value("TargetImage"))
                .known("process.command_line", event.value("CommandLine"))
                .known("process.parent.command_line", event.value("ParentCommandLine"))
                .known("process.working_directory", event.value("CurrentDirectory"))
                .known("process.granted_access", event.value("GrantedAccess"))
                .known("process.pid",
                        event.value(event.value("SourceProcessId") == null ? "ProcessId" : "SourceProcessId"))
                .known("process.parent.pid", event.value("ParentProcessId"))
                .known("process.entity_id", entity(event.value("ProcessGuid")))
                .known("process.entity_id", entity(event.value("SourceProcessGUID")))
                .known("process.entity_id", entity(event.value("SourceProcessGuid")))
                .known("process.parent.entity_id", entity(event.value("ParentProcessGuid")))
                .known("process.pe.original_file_name",
                        event.code().equals("1") ? event.value("OriginalFileName") : null);
    }

    private static @Nullable String entity(@Nullable String guid) {
        return guid == null ? null : guid.replace("{", "").replace("}", "");
    }

    private static void network(WindowsEvent event, FieldSet fields) {
        fields.put("source.ip", HostNames.address(event.value("SourceIp")))
                .known("source.port", event.value("SourcePort"))
                .known("source.domain", event.value("SourceHostname"))
                .put("destination.ip", HostNames.address(event.value("DestinationIp")))
                .known("destination.port", event.value("DestinationPort"))
                .known("destination.domain", event.value("DestinationHostname"))
                .known("network.protocol", event.value("DestinationPortName"))
                .known("network.transport", event.value("Protocol"));
        String initiated = event.value("Initiated");
        if (initiated != null) {
            fields.put("network.direction", initiated.equalsIgnoreCase("true") ? "egress" : "ingress");
        }
        if (event.code().equals("22")) {
            fields.known("dns.question.name", event.value("QueryName"));
            answers(event.value("QueryResults"), fields);
        }
    }

    /** {@code type:  5 cname.example;::ffff:192.0.2.1;} without the record types. */
    private static void answers(@Nullable String results, FieldSet fields) {
        if (results == null) {
            return;
        }
        for (String part : results.split(";", -1)) {
            String answer = part.strip();
            if (answer.startsWith("type:")) {
                answer = answer.substring(answer.lastIndexOf(' ') + 1);
            }
            String address = HostNames.address(answer);
            fields.add("dns.answers.data", address);
        }
    }

    private static void fileAndRegistry(WindowsEvent event, FieldSet fields) {
        String path = event
                .value(event.code().equals("7") || event.code().equals("6") ? "ImageLoaded" : "TargetFilename");
        if (path != null && !FieldSet.isNone(path)) {
            fields.put("file.path", path).put("file.name", HostNames.lastStep(path));
        }
        fields.known("file.code_signature.subject_name", event.value("Signature"))
                .known("file.code_signature.status", event.value("SignatureStatus"))
                .known("registry.path", event.value("TargetObject"))
                .known("registry.data.strings", event.value("Details"))
                .known("pipe.name", WindowsValues.pipe(event.value("PipeName")));
    }

    private static void hashes(WindowsEvent event, FieldSet fields) {
        String hashes = event.value("Hashes") == null ? event.value("Hash") : event.value("Hashes");
        if (hashes == null || FieldSet.isNone(hashes)) {
            return;
        }
        String prefix = FILE_HASHES.contains(event.code()) ? "file.hash." : "process.hash.";
        for (String part : hashes.split(",", -1)) {
            int equals = part.indexOf('=');
            String name = part.substring(0, Math.max(equals, 0)).strip().toLowerCase(Locale.ROOT);
            String value = part.substring(equals + 1).strip().toLowerCase(Locale.ROOT);
            if (HASH_NAMES.contains(name) && value.chars().anyMatch(c -> c != '0')) {
                fields.put(prefix + name, value);
            }
        }
    }
}
