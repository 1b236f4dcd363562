package dev.palimpsest.ingest.decode.zeek;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.HostNames;
import dev.palimpsest.ingest.decode.record.JsonFields;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Maps the keys of Zeek's logs to ECS, kind by kind. */
final class ZeekFields {

    private static final Map<String, String> CATEGORY = Map.ofEntries(Map.entry("files", "file"),
            Map.entry("smb_files", "file"),
            Map.entry("pe", "file"), Map.entry("ntlm", "authentication"), Map.entry("kerberos", "authentication"),
            Map.entry("notice", "intrusion_detection"), Map.entry("intel", "intrusion_detection"));

    /** Kinds whose name is the protocol that was spoken. */
    private static final Set<String> PROTOCOLS = Set.of("dns", "http", "ssl", "dce_rpc", "ntlm", "kerberos", "rdp",
            "ssh", "smtp", "ftp", "dhcp", "snmp", "socks", "sip", "syslog", "modbus", "dnp3", "mysql", "ntp", "rfb");

    private final JsonNode json;
    private final FieldSet fields;

    private ZeekFields(JsonNode json, FieldSet fields) {
        this.json = json;
        this.fields = fields;
    }

    static void write(String kind, JsonNode json, FieldSet fields) {
        ZeekFields of = new ZeekFields(json, fields);
        fields.put("event.category", CATEGORY.getOrDefault(kind, "network"));
        if (PROTOCOLS.contains(kind)) {
            fields.put("network.protocol", kind);
        }
        switch (kind) {
            case "conn" -> of.copy("service", "network.protocol").copy("conn_state", "event.action");
            case "dns" -> of.dns();
            case "http" -> of.http();
            case "ssl" -> of.ssl();
            case "x509" -> of.copy("certificate.subject", "x509.subject").copy("certificate.issuer", "x509.issuer")
                    .copy("certificate.serial", "x509.serial_number").all("san.dns", "x509.alternative_names")
                    .copy("fingerprint", "x509.fingerprint");
            case "files" -> of.file();
            case "smb_files", "smb_mapping" -> of.smb();
            case "dce_rpc" -> of.dceRpc();
            case "ntlm", "kerberos", "rdp", "ssh" -> of.logon(kind);
            case "notice", "weird", "intel" -> of.finding();
            case "smtp" -> of.all("mailfrom", "email.from.address").all("rcptto", "email.to.address")
                    .copy("subject", "email.subject").copy("user_agent", "email.x_mailer");
            case "dhcp" -> of.lease();
            case "ftp", "mysql", "socks" ->
                of.copy("user", "user.name").copy("command", "event.action").copy("arg", "file.path");
            case "syslog" -> of.copy("message", "message").copy("severity", "event.severity");
            default -> {
            }
        }
    }

    private void dns() {
        copy("query", "dns.question.name").copy("qtype_name", "dns.question.type")
                .copy("rcode_name", "dns.response_code")
                .all("answers", "dns.answers.data");
    }

    private void http() {
        copy("method", "http.request.method").copy("status_code", "http.response.status_code")
                .copy("user_agent", "user_agent.original").copy("referrer", "http.request.referrer")
                .copy("username", "user.name").all("resp_mime_types", "http.response.mime_type");
        String host = value("host");
        String uri = value("uri");
        if (host == null || FieldSet.isNone(host)) {
            fields.known("url.path", uri);
            return;
        }
        String port = fields.first("destination.port").orElse("80");
        boolean named = host.lastIndexOf(':') > host.lastIndexOf(']') && host.indexOf(':') == host.lastIndexOf(':');
        fields.put("url.domain", named ? host.substring(0, host.lastIndexOf(':')) : host).put("url.path", uri);
        if (uri != null) {
            String authority = named || port.equals("80") || port.equals("443") ? host : host + ':' + port;
            fields.put("url.full", uri.contains("://")
                    ? uri
                    : (port.equals("443") ? "https://" : "http://") + authority
                            + (uri.startsWith("/") ? uri : '/' + uri));
        }
    }

    private void ssl() {
        fields.replace("network.protocol", "tls");
        copy("server_name", "tls.server_name").copy("version", "tls.version").copy("cipher", "tls.cipher")
                .copy("ja3", "tls.client.ja3").copy("ja3s", "tls.server.ja3s").copy("ja4", "tls.client.ja4")
                .copy("subject", "x509.subject").copy("issuer", "x509.issuer")
                .all("cert_chain_fps", "x509.fingerprint");
    }

    private void file() {
        for (String name : new String[]{"md5", "sha1", "sha256"}) {
            copy(name, "file.hash." + name);
        }
        String name = value("filename");
        if (name != null) {
            fields.known("file.path", name).known("file.name", HostNames.lastStep(name));
        }
        copy("mime_type", "file.mime_type").copy("seen_bytes", "file.size").copy("source", "network.protocol")
                .copy("tx_hosts", "source.ip").copy("rx_hosts", "destination.ip");
        fields.first("network.protocol").ifPresent(
                protocol -> fields.replace("network.protocol", protocol.toLowerCase(Locale.ROOT)));
    }

    /** A file under a share, or under no share a pipe. */
    private void smb() {
        fields.put("network.protocol", "smb");
        copy("action", "event.action");
        String path = json.path("path").isTextual() ? value("path") : null;
        if (path != null && !FieldSet.isNone(path)) {
            fields.put("share.path", path).put("share.name", HostNames.lastStep(path));
        }
        String name = value("name");
        if (name == null || name.equals("<share_root>")) {
            return;
        }
        boolean bare = path == null && name.startsWith("\\") && name.lastIndexOf('\\') == 0;
        boolean pipe = bare || fields.first("share.name").filter("IPC$"::equalsIgnoreCase).isPresent();
        if (pipe) {
            fields.known("pipe.name", name.startsWith("\\") ? name.substring(1) : name);
        } else {
            fields.known("file.path", name).known("file.name", HostNames.lastStep(name));
        }
    }

    private void dceRpc() {
        copy("endpoint", "dce_rpc.endpoint").copy("operation", "dce_rpc.operation").copy("operation", "event.action");
        String pipe = value("named_pipe");
        if (pipe != null && pipe.chars().anyMatch(Character::isLetter)) {
            fields.known("pipe.name", HostNames.lastStep(pipe));
        }
    }

    private void logon(String kind) {
        copy("hostname", "source.domain").copy("client_name", "source.domain")
                .copy("server_dns_computer_name", "destination.domain");
        switch (kind) {
            case "ntlm" -> {
                copy("username", "user.name").copy("domainname", "user.domain");
                HostNames.write(value(value("server_dns_computer_name") == null
                        ? "server_nb_computer_name"
                        : "server_dns_computer_name"), fields);
            }
            case "kerberos" -> kerberos();
            case "rdp" -> HostNames.writeAccount(value("cookie"), "user", fields);
            default -> copy("client", "zeek.ssh.client_version");
        }
        String success = json.has("auth_success") ? value("auth_success") : value("success");
        if (success != null) {
            fields.put("event.outcome", success.equals("true") ? "success" : "failure");
        }
    }

    /** {@code name/REALM} of the client and {@code cifs/fs01.example/REALM} of the service. */
    private void kerberos() {
        copy("request_type", "event.action").copy("error_msg", "error.message");
        String client = value("client");
        if (client != null && client.indexOf('/') > 0) {
            fields.known("user.name", client.substring(0, client.indexOf('/')))
                    .known("user.domain", client.substring(client.lastIndexOf('/') + 1));
        }
        String service = value("service");
        String[] steps = service == null ? new String[0] : service.split("/", -1);
        if (steps.length >= 2 && !steps[0].equalsIgnoreCase("krbtgt")) {
            fields.known("destination.domain", steps[1]);
        }
    }

    private void finding() {
        copy("note", "rule.name").copy("name", "rule.name").copy("msg", "message").copy("addl", "message")
                .copy("sub", "rule.description").copy("src", "source.ip").copy("dst", "destination.ip")
                .copy("seen.indicator", "rule.description").copy("actions", "event.action");
    }

    private void lease() {
        HostNames.write(value("host_name"), fields);
        String address = value("assigned_addr");
        fields.known("host.ip", address == null ? value("client_addr") : address).known("host.mac", value("mac"))
                .known("source.ip", value("client_addr"));
    }

    private ZeekFields copy(String from, String to) {
        fields.known(to, value(from));
        return this;
    }

    private ZeekFields all(String from, String to) {
        JsonNode node = json.has(from) ? json.get(from) : json.at('/' + from.replace('.', '/'));
        if (node.isArray()) {
            int left = fields.limits().valuesMax();
            for (JsonNode element : node) {
                if (left-- > 0) {
                    fields.add(to, JsonFields.text(element));
                }
            }
        } else {
            fields.known(to, JsonFields.text(node));
        }
        return this;
    }

    private @Nullable String value(String name) {
        return JsonFields.at(json, name);
    }
}
