package dev.palimpsest.ingest.decode.ocsf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.ingest.decode.record.EcsCopy;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.Hashes;
import dev.palimpsest.ingest.decode.record.HostNames;
import dev.palimpsest.ingest.decode.record.JsonFields;

/** What it was done with and to: processes, files, registry keys, names, requests and calls. */
final class OcsfObjects {

    private OcsfObjects() {}

    static void write(JsonNode json, OcsfClass kind, FieldSet fields) {
        if (json.has("process")) {
            process(json.path("process"), "process", fields);
            process(json.path("actor").path("process"), "process.parent", fields);
            process(json.path("process").path("parent_process"), "process.parent", fields);
        } else {
            process(json.path("actor").path("process"), "process", fields);
        }
        file(json.path("file"), "file", fields);
        for (JsonNode evidence : json.path("evidences")) {
            process(evidence.path("process"), "process", fields);
            file(evidence.path("file"), "file", fields);
            OcsfActors.write(evidence, kind, fields);
        }
        EcsCopy copy = new EcsCopy(json, fields);
        copy.copy("reg_key.path", "registry.path").copy("reg_value.path", "registry.path")
                .copy("reg_value.name", "registry.value").copy("query.hostname", "dns.question.name")
                .copy("query.type", "dns.question.type").copy("rcode", "dns.response_code")
                .copy("http_request.http_method", "http.request.method")
                .copy("http_request.url.url_string", "url.full").copy("http_request.url.hostname", "url.domain")
                .copy("http_request.url.path", "url.path").copy("http_request.user_agent", "user_agent.original")
                .copy("http_request.referrer", "http.request.referrer").copy("url.url_string", "url.full")
                .copy("url.hostname", "url.domain").copy("http_response.code", "http.response.status_code")
                .copy("tls.sni", "tls.server_name").copy("tls.ja3_hash.value", "tls.client.ja3")
                .copy("tls.certificate.subject", "tls.server.subject").copy("email.from", "email.from.address")
                .all("email.to", "email.to.address").copy("email.subject", "email.subject")
                .copy("api.operation", "event.action").copy("api.service.name", "event.provider")
                .copy("job.name", "ocsf.job.name").copy("job.cmd_line", "process.command_line")
                .copy("module.file.path", "dll.path");
        for (JsonNode answer : json.path("answers")) {
            fields.add("dns.answers.data", JsonFields.text(answer, "rdata"));
        }
    }

    private static void process(JsonNode process, String prefix, FieldSet fields) {
        EcsCopy copy = new EcsCopy(process, fields);
        copy.copy("file.path", prefix + ".executable").copy("name", prefix + ".name").copy("pid", prefix + ".pid")
                .copy("cmd_line", prefix + ".command_line").copy("uid", prefix + ".entity_id");
        String path = copy.value("file.path");
        fields.known(prefix + ".name", path == null ? null : HostNames.lastStep(path));
        hashes(process.path("file"), prefix + ".hash", fields);
        HostNames.writeAccount(prefix.equals("process") ? copy.value("user.name") : null, "user", fields);
    }

    private static void file(JsonNode file, String prefix, FieldSet fields) {
        EcsCopy copy = new EcsCopy(file, fields);
        copy.copy("path", prefix + ".path").copy("name", prefix + ".name").copy("size", prefix + ".size");
        hashes(file, prefix + ".hash", fields);
    }

    /** Today a list of {@code hashes}; early versions had {@code fingerprints}. */
    private static void hashes(JsonNode file, String prefix, FieldSet fields) {
        for (String list : new String[]{"hashes", "fingerprints"}) {
            file.path(list).forEach(hash -> Hashes.write(JsonFields.text(hash, "value"), prefix, fields));
        }
    }
}
