package dev.palimpsest.ingest.decode.zeek;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.ingest.decode.record.JsonFields;
import java.util.List;

/** Tells which of Zeek's logs a record is from. */
final class ZeekKind {

    /**
     * A kind and the keys that only it has.
     *
     * @param name  as in {@code _path}
     * @param oneOf any of these tells it
     */
    private record Sign(String name, List<String> oneOf) {}

    /** What shows that a record with a time is Zeek's at all. */
    private static final List<String> MARKS = List.of("uid", "uids", "id.orig_h", "fuid", "cert_chain_fps",
            "certificate.subject", "hashAlgorithm", "compile_ts", "analyzer_kind");

    private static final List<Sign> SIGNS = List.of(sign("conn", "conn_state", "orig_ip_bytes"),
            sign("dns", "trans_id", "qtype_name", "rcode_name"), sign("smtp", "helo", "mailfrom", "rcptto"),
            sign("http", "request_body_len", "user_agent", "status_code"),
            sign("ssl", "ssl_history", "cipher_suite", "server_name", "cert_chain_fps"),
            sign("files", "seen_bytes", "fuid"),
            sign("smb_mapping", "share_type"), sign("dce_rpc", "endpoint", "operation"),
            sign("ntlm", "server_nb_computer_name", "domainname"), sign("kerberos", "request_type"),
            sign("rdp", "security_protocol", "cookie"), sign("ssh", "host_key_alg", "auth_attempts", "kex_alg"),
            sign("x509", "certificate.subject", "certificate"), sign("notice", "note"), sign("dhcp", "msg_types"),
            sign("packet_filter", "filter"), sign("pe", "compile_ts"), sign("ocsp", "hashAlgorithm"),
            sign("ftp", "reply_code", "data_channel"),
            sign("syslog", "facility"), sign("tunnel", "tunnel_type"), sign("socks", "request.host", "bound.host"),
            sign("snmp", "community", "get_requests"), sign("ntp", "stratum"), sign("modbus", "func"),
            sign("dnp3", "fc_request"), sign("rfb", "desktop_name"), sign("mqtt_connect", "connect_status"),
            sign("analyzer", "analyzer_kind"), sign("dpd", "analyzer"), sign("intel", "seen.indicator"));

    private ZeekKind() {}

    static boolean fits(JsonNode json) {
        if (!json.has("ts") && !json.has("@timestamp")) {
            return false;
        }
        boolean named = json.has("_path") && (json.has("ts") || json.has("_system_name"));
        boolean marked = json.has("ts") && MARKS.stream().anyMatch(json::has);
        boolean ownLog = json.has("ts")
                && ((json.has("node") && json.has("filter")) || (json.has("peer") && json.has("notice")));
        return named || marked || ownLog || json.path("id").has("orig_h");
    }

    static String of(JsonNode json) {
        String path = JsonFields.text(json, "_path");
        if (path != null) {
            return path;
        }
        String action = JsonFields.text(json, "action");
        if (action != null && action.startsWith("SMB::FILE")) {
            return "smb_files";
        }
        if (json.has("name") && json.has("notice")) {
            return "weird";
        }
        for (Sign sign : SIGNS) {
            if (sign.oneOf().stream().anyMatch(json::has)) {
                return sign.name();
            }
        }
        return json.path("method").isTextual() && json.has("trans_depth") ? "http" : "zeek";
    }

    private static Sign sign(String name, String... oneOf) {
        return new Sign(name, List.of(oneOf));
    }
}
