package dev.palimpsest.ingest.decode.suricata;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.HostNames;
import dev.palimpsest.ingest.decode.record.JsonFields;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Maps the sections of an EVE record to ECS. An alert carries the section of the protocol it fired on, so all are read. */
final class EveFields {

    private static final Set<String> PROTOCOLS = Set.of("dns", "http", "tls", "smb", "dcerpc", "krb5", "rdp", "ssh",
            "smtp", "ftp", "dhcp", "snmp", "sip", "mqtt", "modbus", "nfs", "tftp", "ike", "quic");

    /** Well-known interfaces by the name Zeek and analysts call them. */
    private static final Map<String, String> INTERFACES = Map.of("367abb81-9844-35f1-ad32-98f038001003", "svcctl",
            "12345778-1234-abcd-ef00-0123456789ac", "samr", "12345778-1234-abcd-ef00-0123456789ab", "lsarpc",
            "86d35949-83c9-4044-b424-db363231fd0c", "ITaskSchedulerService", "1ff70682-0a51-30e8-076d-740be8cee98b",
            "atsvc",
            "e3514235-4b06-11d1-ab04-00c04fc2dcd2", "drsuapi", "4b324fc8-1670-01d3-1278-5a47bf6ee188", "srvsvc",
            "6bffd098-a112-3610-9833-46c3f87e345a", "wkssvc", "338cd001-2244-31f1-aaaa-900038001003", "winreg",
            "9556dc99-828c-11cf-a37e-00aa003240c7", "IWbemServices");

    private final JsonNode json;
    private final FieldSet fields;

    private EveFields(JsonNode json, FieldSet fields) {
        this.json = json;
        this.fields = fields;
    }

    static void write(String type, JsonNode json, FieldSet fields) {
        EveFields of = new EveFields(json, fields);
        fields.put("event.category", switch (type) {
            case "alert", "anomaly" -> "intrusion_detection";
            case "fileinfo" -> "file";
            default -> "network";
        });
        if (PROTOCOLS.contains(type)) {
            fields.put("network.protocol", type.equals("dcerpc") ? "dce_rpc" : type);
        }
        of.alert();
        of.dns(json.path("dns"));
        of.web();
        of.tls();
        of.file();
        of.smb();
        of.dceRpc(json.path("dcerpc"));
        of.dceRpc(json.path("smb").path("dcerpc"));
        of.logons();
    }

    private void alert() {
        copy("alert.signature", "rule.name").copy("alert.signature_id", "rule.id")
                .copy("alert.category", "rule.category")
                .copy("alert.severity", "event.severity").copy("alert.action", "event.action")
                .all("alert/metadata/mitre_technique_id", "threat.technique.id")
                .all("alert/metadata/mitre_technique_name", "threat.technique.name")
                .all("alert/metadata/mitre_tactic_id", "threat.tactic.id")
                .all("alert/metadata/mitre_tactic_name", "threat.tactic.name")
                .all("alert/metadata/malware_family", "threat.software.name")
                .all("alert/metadata/cve", "vulnerability.id");
    }

    private void dns(JsonNode dns) {
        copy("dns.rrname", "dns.question.name").copy("dns.rrtype", "dns.question.type")
                .copy("dns.rcode", "dns.response_code")
                .copy("dns.rdata", "dns.answers.data");
        for (String questions : new String[]{"query", "queries"}) {
            dns.path(questions)
                    .forEach(question -> fields.add("dns.question.name", JsonFields.text(question, "rrname")));
        }
        dns.path("answers").forEach(answer -> fields.add("dns.answers.data", JsonFields.text(answer, "rdata")));
        dns.path("grouped")
                .forEach(values -> values.forEach(value -> fields.add("dns.answers.data", JsonFields.text(value))));
    }

    private void web() {
        copy("http.http_method", "http.request.method").copy("http.status", "http.response.status_code")
                .copy("http.http_user_agent", "user_agent.original").copy("http.http_refer", "http.request.referrer")
                .copy("http.hostname", "url.domain").copy("http.url", "url.path");
        String host = JsonFields.at(json, "http.hostname");
        String url = JsonFields.at(json, "http.url");
        if (host == null || url == null) {
            return;
        }
        String port = JsonFields.at(json, "http.http_port");
        port = port == null ? fields.first("destination.port").orElse("80") : port;
        boolean plain = port.equals("80") || port.equals("443") || host.indexOf(':') >= 0;
        fields.put("url.full", url.contains("://")
                ? url
                : (port.equals("443") ? "https://" : "http://") + host + (plain ? "" : ':' + port)
                        + (url.startsWith("/") ? url : '/' + url));
    }

    private void tls() {
        copy("tls.sni", "tls.server_name").copy("tls.version", "tls.version").copy("tls.ja3.hash", "tls.client.ja3")
                .copy("tls.ja3s.hash", "tls.server.ja3s").copy("tls.ja4", "tls.client.ja4")
                .copy("tls.subject", "x509.subject").copy("tls.issuerdn", "x509.issuer")
                .copy("tls.fingerprint", "x509.fingerprint").copy("tls.serial", "x509.serial_number");
    }

    private void file() {
        JsonNode file = json.has("fileinfo") ? json.path("fileinfo") : json.path("files").path(0);
        String name = JsonFields.text(file, "filename");
        if (name != null) {
            fields.known("file.path", name).known("file.name", HostNames.lastStep(name));
        }
        for (String hash : new String[]{"md5", "sha1", "sha256"}) {
            fields.known("file.hash." + hash, JsonFields.text(file, hash));
        }
        fields.known("file.size", JsonFields.text(file, "size")).known("file.mime_type",
                JsonFields.text(file, "magic"));
    }

    private void smb() {
        copy("smb.command", "event.action").copy("smb.share", "share.path").copy("smb.named_pipe", "pipe.name");
        fields.first("share.path").ifPresent(path -> fields.put("share.name", HostNames.lastStep(path)));
        String name = JsonFields.at(json, "smb.filename");
        if (name == null || FieldSet.isNone(name)) {
            return;
        }
        if (fields.first("share.name").filter("IPC$"::equalsIgnoreCase).isPresent()) {
            fields.known("pipe.name", HostNames.lastStep(name));
        } else {
            fields.known("file.path", name).known("file.name", HostNames.lastStep(name));
        }
    }

    private void dceRpc(JsonNode rpc) {
        JsonNode interfaces = rpc.has("interfaces") ? rpc.path("interfaces") : rpc.path("interface");
        JsonNode first = interfaces.isArray() ? interfaces.path(0) : interfaces;
        String uuid = JsonFields.text(first, "uuid");
        if (uuid != null) {
            fields.put("dce_rpc.endpoint", INTERFACES.getOrDefault(uuid.toLowerCase(Locale.ROOT), uuid));
        }
        String operation = JsonFields.at(rpc, "req.opnum");
        fields.known("dce_rpc.operation", operation == null ? JsonFields.text(rpc, "opnum") : operation);
    }

    private void logons() {
        copy("smb.ntlmssp.user", "user.name").copy("smb.ntlmssp.domain", "user.domain")
                .copy("smb.ntlmssp.host", "source.domain").copy("krb5.cname", "user.name")
                .copy("krb5.realm", "user.domain").copy("krb5.sname", "service.name")
                .copy("rdp.cookie", "user.name").copy("ftp.command", "event.action")
                .copy("ssh.client.software_version", "user_agent.original").copy("smtp.mail_from", "email.from.address")
                .all("smtp/rcpt_to", "email.to.address").copy("email.subject", "email.subject")
                .copy("email.from", "email.from.address").copy("dhcp.assigned_ip", "host.ip")
                .copy("krb5.error_code", "error.message");
        HostNames.write(JsonFields.at(json, "dhcp.hostname"), fields);
    }

    private EveFields copy(String from, String to) {
        fields.known(to, JsonFields.at(json, from));
        return this;
    }

    private EveFields all(String from, String to) {
        JsonNode node = json.at('/' + from);
        if (node.isArray()) {
            node.forEach(value -> fields.add(to, JsonFields.text(value)));
        } else {
            fields.known(to, JsonFields.text(node));
        }
        return this;
    }
}
