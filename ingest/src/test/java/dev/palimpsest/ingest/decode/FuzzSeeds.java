package dev.palimpsest.ingest.decode;

import java.util.List;
import java.util.SplittableRandom;

/** Valid records to be damaged. */
final class FuzzSeeds {

    static final List<String> ECS = List.of(
            "{\"@timestamp\":\"2026-04-30T10:11:12Z\",\"event\":{\"kind\":\"alert\"},\"host\":{\"name\":\"a.b\"},\"log\":{\"file\":{\"path\":\"/x\"},\"offset\":1},\"message\":\"{\\\"a\\\":[1]}\"}",
            "{\"@timestamp\":\"2026-04-30T10:11:12Z\",\"ecs.version\":\"8\",\"message\":\"<34>Apr 30 10:11:12 gw sshd[7]: Invalid user x from ::1\"}");

    static final List<String> WINDOWS = List.of(
            "{\"EventID\":1,\"Channel\":\"Microsoft-Windows-Sysmon/Operational\",\"Hashes\":\"MD5=,SHA1\",\"UtcTime\":\"2026-04-30 10:11:12\"}",
            "{\"Event\":{\"System\":{\"EventID\":{\"#text\":4624}},\"EventData\":{\"Data\":[{\"@Name\":\"A\",\"#text\":\"1\"}]}}}",
            "{\"@timestamp\":\"2026\",\"winlog\":{\"event_data\":{\"a\":[]},\"event_id\":\"4688\"},\"message\":\"{}\"}");

    static final List<String> ZEEK = List.of(
            "{\"ts\":1777543872.5,\"uid\":\"C1\",\"id\":{\"orig_h\":\"::1\"},\"query\":[1,{}],\"_path\":\"dns\"}",
            "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n#fields\tts\tuid\tid.orig_h\ta\n#types\ttime\tstring\taddr\tset[string]\n1.5\tC1\t::1\ta,b\\x41\n");

    static final List<String> SURICATA = List.of(
            "{\"event_type\":\"alert\",\"timestamp\":\"2026-04-30T10:11:12.000001+0000\",\"flow_id\":1,\"src_ip\":\"10.0.0.1\",\"alert\":{\"metadata\":{\"mitre_technique_id\":[\"T1071\"]}},\"dns\":{\"answers\":[{}]}}");

    static final List<String> OCSF = List.of(
            "{\"class_uid\":2004,\"category_uid\":2,\"activity_id\":1,\"time\":1777543872000,\"severity_id\":4,\"status_id\":2,\"finding_info\":{\"title\":\"x\",\"attacks\":[{\"technique\":{\"uid\":\"T1059\"},\"tactics\":[{\"uid\":\"TA0002\"}]}]},\"device\":{\"hostname\":\"w.x\"},\"actor\":{\"user\":{\"name\":\"C\\\\a\"},\"process\":{\"file\":{\"path\":\"/a\",\"hashes\":[{\"value\":\"d41d8cd98f00b204e9800998ecf8427e\"}]}}},\"observables\":[{\"type_id\":2,\"value\":\"::1\"}],\"evidences\":[{\"process\":{\"name\":\"p\"}}]}",
            "{\"class_uid\":3002,\"type_uid\":300201,\"time_dt\":\"2026-04-30T10:11:12Z\",\"user\":{\"name\":\"bob\"},\"src_endpoint\":{\"ip\":\"1.1.1.1\"},\"dst_endpoint\":{\"hostname\":\"dc\"}}");

    static final List<String> CEF = List.of(
            "CEF:0|A\\|B|C\\\\|1|x|y|8|rt=Apr 30 2026 10:11:12.250 UTC src=203.0.113.7 spt=1 dst=10.0.0.5 request=http://a/?b\\=c msg=a\\nb cs1Label=MITRE Technique cs1=T1059.001 filePath=C:\\new suser=a\\\\b",
            "<34>Apr 30 10:11:12 fw CEF:1|A|B|1|x|y|Very-High|fileHash=d41d8cd98f00b204e9800998ecf8427e outcome=failed");

    static final List<String> LEEF = List.of(
            "LEEF:1.0|A|B|1|e|src=203.0.113.7\tdst=10.0.0.5\tproto=6\tsev=9\tdevTime=Apr 30 2026 10:11:12",
            "LEEF:2.0|A|B|1|e|0x5E|src=1.1.1.1^devTime=30/04/26^devTimeFormat=dd/MM/yy^usrName=a@b");

    static final List<String> SYSLOG = List.of(
            "<34>1 2026-04-30T10:11:12.5Z h.x app 77 ID47 [a@1 x=\"y \\\" z\"][b q=\"\"] \uFEFFtext",
            "<38>Apr 30 10:11:12 gw sshd[1]: Failed password for invalid user a b from 203.0.113.9 port 22 ssh2",
            "<85>Apr 30 2026 10:11:12.123 gw sudo:  bob : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh -c x",
            "<13>Apr 30 10:11:12 relay fwd: <34>1 2026-04-30T10:11:12Z h app - - - {\"a\":\"{\\\"b\\\":1}\"}",
            "<189>45: *Apr 30 10:11:12.345 UTC: %SYS-5-CONFIG_I: x",
            "Apr 30 10:11:12 gw sshd[1]: pam_unix(sshd:auth): authentication failure; rhost=1.1.1.1 user=x");

    static final List<String> CLOUDTRAIL = List.of(
            "{\"Records\":[{\"eventVersion\":\"1.08\",\"userIdentity\":{\"type\":\"Root\",\"principalId\":\"A:b\"},\"eventTime\":\"2026-04-30T10:11:12Z\",\"eventSource\":\"iam.amazonaws.com\",\"eventName\":\"CreateUser\",\"sourceIPAddress\":\"1.1.1.1\",\"resources\":[{\"ARN\":\"arn:x\"}],\"eventID\":\"1\"},{\"a\":1}]}");

    static final List<String> GUARDDUTY = List.of(
            "{\"Findings\":[{\"SchemaVersion\":\"2.0\",\"Id\":\"f\",\"Type\":\"Backdoor:EC2/C&CActivity.B!DNS\",\"Severity\":8.5,\"Resource\":{\"InstanceDetails\":{\"InstanceId\":\"i-0\",\"NetworkInterfaces\":[{\"PrivateIpAddress\":\"10.0.0.1\"}]}},\"Service\":{\"ServiceName\":\"guardduty\",\"EventLastSeen\":\"2026-04-30T10:11:12Z\",\"Action\":{\"ActionType\":\"DNS_REQUEST\",\"DnsRequestAction\":{\"Domain\":\"e\"},\"NetworkConnectionAction\":{\"Protocol\":\"TCP\"}}}}]}");

    static final List<String> KUBERNETES = List.of(
            "{\"kind\":\"EventList\",\"items\":[{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\",\"auditID\":\"a\",\"stage\":\"ResponseComplete\",\"verb\":\"get\",\"user\":{\"username\":\"u\",\"groups\":[\"g\"]},\"sourceIPs\":[\"::1\"],\"responseStatus\":{\"code\":403},\"requestObject\":{\"spec\":{\"containers\":[{\"image\":\"i\"}]}},\"requestReceivedTimestamp\":\"2026-04-30T10:11:12.000001Z\"}]}");

    static final List<String> SIGMA = List.of(
            "{\"rule\":{\"id\":\"r\",\"title\":\"t\",\"level\":\"high\",\"tags\":[\"attack.t1059.001\"]},\"event\":{\"EventID\":1,\"Channel\":\"x\",\"SourceName\":\"Sysmon\"}}",
            "{\"title\":\"t\",\"level\":\"low\",\"logsource\":{\"product\":\"p\"},\"tags\":[\"attack.t1110\"],\"matches\":[{\"title\":\"t\",\"level\":\"low\",\"logsource\":{}}],\"timestamp\":\"2026-04-30T10:11:12Z\"}");

    static final List<String> INTELLIGENCE = List.of(
            "{\"type\":\"bundle\",\"objects\":[{\"type\":\"indicator\",\"id\":\"indicator--1\",\"pattern\":\"[a:b='c'] OR [x:y IN ('1','2')]\"}]}",
            "{\"Event\":{\"info\":\"x\",\"Attribute\":[{\"type\":\"domain|ip\",\"value\":\"a|b|c\"}]}}",
            "value,type\n\"1.2.3.4,5\",ip\n", "# c\n1.2.3.4\n[::1]:80\nhxxp://a[.]b/");

    static final List<String> PLAIN = List.of("2026-04-30 10:11:12,345 ERROR [main] x=1",
            "{\"a\":{\"b\":[1,2.50,null]}}",
            "[{\"n\":1},{\"n\":2}]", "{\"n\":1}\n{\"n\":2", "user 張 logged in from 203.0.113.9");

    private static final String[] PIECES = {"\"", "\\", "|", "=", "{", "}", "[", "]", "<", ">", ":", " ", "\t", "\n",
            "\0", "0", "-1", "1e999", "null", "\uD800", "😀", "é", "T1059", "x".repeat(200), "{\"a\":".repeat(20), "#",
            "CEF:0|", "<13>", "%", "\\x", "99999999999999999999"};

    private FuzzSeeds() {}

    /** One to four changes: a piece put in, a stretch taken out, doubled or put elsewhere, the end cut off, a character changed. */
    static String damage(String record, SplittableRandom random) {
        StringBuilder text = new StringBuilder(record);
        for (int changes = 1 + random.nextInt(4); changes > 0 && !text.isEmpty(); changes--) {
            int from = random.nextInt(text.length());
            int to = Math.min(text.length(), from + 1 + random.nextInt(12));
            String stretch = text.substring(from, to);
            switch (random.nextInt(6)) {
                case 0 -> text.insert(from, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> text.delete(from, to);
                case 2 -> text.insert(to, stretch);
                case 3 -> text.insert(random.nextInt(text.length()), stretch);
                case 4 -> text.setCharAt(from, (char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
                default -> text.setLength(random.nextInt(8) == 0 ? from : text.length());
            }
        }
        return text.toString();
    }
}
