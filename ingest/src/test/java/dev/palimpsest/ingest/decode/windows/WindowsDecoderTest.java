package dev.palimpsest.ingest.decode.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.ingest.decode.Decoding;
import dev.palimpsest.ingest.decode.record.DecodedRecord;
import dev.palimpsest.memory.observation.Payload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WindowsDecoderTest {

    private static final String SYSMON = "\"Channel\":\"Microsoft-Windows-Sysmon/Operational\",\"SourceName\":\"Microsoft-Windows-Sysmon\","
            + "\"Hostname\":\"WS5.corp.example\",\"UtcTime\":\"2026-04-30 10:11:12.345\",";
    private static final String SECURITY = "\"Channel\":\"Security\",\"SourceName\":\"Microsoft-Windows-Security-Auditing\","
            + "\"Hostname\":\"DC01\",\"TimeCreated\":\"2026-04-30T10:11:12Z\",";

    static Stream<Arguments> flatEvents() {
        return Stream.of(
                Arguments.of("process", SYSMON + """
                        "EventID":1,"Image":"C:\\\\Tools\\\\a.exe","CommandLine":"a.exe -x","ProcessId":"77","ProcessGuid":"{ab-1}",
                        "ParentImage":"C:\\\\Windows\\\\explorer.exe","ParentCommandLine":"explorer","User":"CORP\\\\alice",
                        "Hashes":"SHA1=ABC1,MD5=DEF2,SHA256=0123,IMPHASH=00000000",
                        "RuleName":"technique_id=T1059.001,technique_name=PowerShell"
                        """,
                        Map.ofEntries(Map.entry("host.name", "ws5"), Map.entry("host.fqdn", "ws5.corp.example"),
                                Map.entry("process.name", "a.exe"), Map.entry("process.executable", "C:\\Tools\\a.exe"),
                                Map.entry("process.command_line", "a.exe -x"), Map.entry("process.pid", "77"),
                                Map.entry("process.entity_id", "ab-1"),
                                Map.entry("process.parent.name", "explorer.exe"),
                                Map.entry("user.name", "alice"), Map.entry("user.domain", "CORP"),
                                Map.entry("process.hash.sha1", "abc1"), Map.entry("process.hash.sha256", "0123"),
                                Map.entry("threat.technique.id", "T1059.001"), Map.entry("rule.name", "PowerShell"),
                                Map.entry("event.code", "1"), Map.entry("@timestamp", "2026-04-30T10:11:12.345Z"))),
                Arguments.of("connection", SYSMON + """
                        "EventID":3,"Image":"C:\\\\a.exe","SourceIp":"10.120.8.21","SourcePort":50123,"DestinationIp":"::ffff:203.0.113.77",
                        "DestinationPort":443,"DestinationHostname":"-","Protocol":"tcp","Initiated":"true"
                        """,
                        Map.of("source.ip", "10.120.8.21", "destination.ip", "203.0.113.77", "destination.port", "443",
                                "network.transport", "tcp", "network.direction", "egress")),
                Arguments.of("image load", SYSMON
                        + "\"EventID\":7,\"Image\":\"C:\\\\a.exe\",\"ImageLoaded\":\"C:\\\\b.dll\",\"Hashes\":\"MD5=AA\"",
                        Map.of("file.path", "C:\\b.dll", "file.name", "b.dll", "file.hash.md5", "aa")),
                Arguments.of("process access", SYSMON
                        + "\"EventID\":10,\"SourceImage\":\"C:\\\\a.exe\",\"TargetImage\":\"C:\\\\Windows\\\\lsass.exe\",\"GrantedAccess\":\"0x1010\"",
                        Map.of("process.executable", "C:\\a.exe", "process.target.executable", "C:\\Windows\\lsass.exe",
                                "process.granted_access", "0x1010")),
                Arguments.of("pipe", SYSMON + "\"EventID\":18,\"PipeName\":\"\\\\msagent_12\"",
                        Map.of("pipe.name", "msagent_12")),
                Arguments.of("dns", SYSMON
                        + "\"EventID\":22,\"QueryName\":\"c2.example\",\"QueryResults\":\"type:  5 cdn.example;::ffff:203.0.113.77;\"",
                        Map.of("dns.question.name", "c2.example", "dns.answers.data", "cdn.example")),
                Arguments.of("registry",
                        SYSMON + "\"EventID\":13,\"TargetObject\":\"HKLM\\\\Run\\\\x\",\"Details\":\"C:\\\\a.exe\"",
                        Map.of("registry.path", "HKLM\\Run\\x", "registry.data.strings", "C:\\a.exe")),
                Arguments.of("logon", SECURITY + """
                        "EventID":4624,"TargetUserName":"alice","TargetDomainName":"CORP","SubjectUserName":"DC01$","LogonType":"3",
                        "IpAddress":"::ffff:10.120.8.21","IpPort":"0","WorkstationName":"WS5","EventType":"AUDIT_SUCCESS"
                        """,
                        Map.of("user.name", "alice", "user.domain", "CORP", "winlog.logon.type", "3", "source.ip",
                                "10.120.8.21",
                                "source.domain", "WS5", "event.outcome", "success", "host.name", "dc01", "event.action",
                                "logged-in")),
                Arguments.of("failed logon", SECURITY
                        + "\"EventID\":4625,\"TargetUserName\":\"bob\",\"Keywords\":-9218868437227405312,\"IpAddress\":\"-\"",
                        Map.of("user.name", "bob", "event.outcome", "failure")),
                Arguments.of("explicit logon",
                        SECURITY + "\"EventID\":4648,\"SubjectUserName\":\"alice\",\"TargetUserName\":\"svc\"",
                        Map.of("user.name", "alice", "user.target.name", "svc")),
                Arguments.of("kerberos",
                        SECURITY + "\"EventID\":4769,\"TargetUserName\":\"alice@CORP.EXAMPLE\",\"Status\":\"0x0\"",
                        Map.of("user.name", "alice", "event.outcome", "success")),
                Arguments.of("process 4688", SECURITY + """
                        "EventID":4688,"NewProcessName":"C:\\\\Windows\\\\cmd.exe","NewProcessId":"0x1f4","ProcessId":"0x10",
                        "ParentProcessName":"C:\\\\Windows\\\\services.exe","CommandLine":"cmd /c whoami"
                        """,
                        Map.of("process.name", "cmd.exe", "process.pid", "500", "process.parent.pid", "16",
                                "process.parent.name", "services.exe", "process.command_line", "cmd /c whoami")),
                Arguments.of("service 4697", SECURITY
                        + "\"EventID\":4697,\"ServiceName\":\"Updater\",\"ServiceFileName\":\"%COMSPEC% /C start\",\"SubjectUserName\":\"alice\"",
                        Map.of("service.name", "Updater", "service.executable", "%COMSPEC% /C start", "user.name",
                                "alice")),
                Arguments.of("service 7045",
                        "\"EventID\":7045,\"Channel\":\"System\",\"SourceName\":\"Service Control Manager\","
                                + "\"Hostname\":\"DC01\",\"ServiceName\":\"PSEXESVC\",\"ImagePath\":\"%SystemRoot%\\\\PSEXESVC.exe\",\"AccountName\":\"alice\",\"Domain\":\"CORP\"",
                        Map.of("service.name", "PSEXESVC", "service.executable", "%SystemRoot%\\PSEXESVC.exe",
                                "user.name",
                                "alice")),
                Arguments.of("share", SECURITY
                        + "\"EventID\":5140,\"ShareName\":\"\\\\\\\\*\\\\ADMIN$\",\"IpAddress\":\"10.0.0.9\",\"SubjectUserName\":\"alice\"",
                        Map.of("share.name", "ADMIN$", "share.path", "\\\\*\\ADMIN$", "source.ip", "10.0.0.9")),
                Arguments.of("share object", SECURITY
                        + "\"EventID\":5145,\"ShareName\":\"\\\\\\\\*\\\\C$\",\"RelativeTargetName\":\"Windows\\\\Temp\\\\x.exe\"",
                        Map.of("share.name", "C$", "file.path", "Windows\\Temp\\x.exe", "file.name", "x.exe")),
                Arguments.of("pipe over a share", SECURITY
                        + "\"EventID\":5145,\"ShareName\":\"\\\\\\\\*\\\\IPC$\",\"RelativeTargetName\":\"svcctl\"",
                        Map.of("share.name", "IPC$", "pipe.name", "svcctl")),
                Arguments.of("filtering platform", SECURITY + """
                        "EventID":5156,"SourceAddress":"10.0.0.9","SourcePort":"50000","DestAddress":"10.0.0.1","DestPort":"445",
                        "Protocol":"6","Direction":"%%14592","Application":"\\\\device\\\\harddiskvolume2\\\\a.exe"
                        """,
                        Map.of("source.ip", "10.0.0.9", "destination.ip", "10.0.0.1", "destination.port", "445",
                                "network.transport", "tcp", "network.direction", "ingress", "process.name", "a.exe")),
                Arguments.of("handle to lsass", SECURITY
                        + "\"EventID\":4656,\"ObjectType\":\"Process\",\"ObjectName\":\"\\\\Device\\\\lsass.exe\",\"AccessMask\":\"0x1410\"",
                        Map.of("process.target.executable", "\\Device\\lsass.exe", "process.granted_access", "0x1410")),
                Arguments.of("script block",
                        "\"EventID\":4104,\"Channel\":\"Microsoft-Windows-PowerShell/Operational\",\"ScriptBlockText\":\"IEX x\"",
                        Map.of("powershell.file.script_block_text", "IEX x")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("flatEvents")
    void shouldMapFlatEventsToEcs(String what, String properties, Map<String, String> expected) {
        Payload.Event event = Decoding.event("{" + properties + "}");

        assertThat(what).isNotEmpty();
        expected.forEach((field, value) -> assertThat(event.first(field)).as(field).contains(value));
    }

    @Test
    void shouldNameTheFormatByTheProvider() {
        assertThat(Decoding.event("{" + SYSMON + "\"EventID\":1}").format()).isEqualTo("sysmon");
        assertThat(Decoding.event("{" + SECURITY + "\"EventID\":4624}").format()).isEqualTo("windows");
    }

    @Test
    void shouldKeepEveryValueUnderEventData() {
        Payload.Event event = Decoding
                .event("{" + SYSMON + "\"EventID\":8,\"NewThreadId\":\"9\",\"StartModule\":\"-\",\"port\":514}");

        assertThat(event.first("winlog.event_data.NewThreadId")).contains("9");
        assertThat(event.fields()).doesNotContainKeys("winlog.event_data.StartModule", "winlog.event_data.port");
    }

    @Test
    void shouldReadTheZoneOfLocalTimesFromTheTimesOfReceipt() {
        DecodedRecord record = Decoding.one("""
                {"EventID":4688,"Channel":"Security","EventTime":"2026-04-30 06:11:12","EventReceivedTime":"2026-04-30 06:12:01",
                 "@timestamp":"2026-04-30T10:12:02.113Z"}""");

        assertThat(record.occurredAt()).isEqualTo(Instant.parse("2026-04-30T10:11:12Z"));
        assertThat(((Payload.Event) record.payload()).first("event.time_quality")).isEmpty();
    }

    @Test
    void shouldSayThatAZoneWasAssumedWhereNothingTellsIt() {
        Payload.Event event = Decoding
                .event("{\"EventID\":4688,\"Channel\":\"Security\",\"EventTime\":\"2026-04-30 06:11:12\"}");

        assertThat(event.first("event.time_quality")).contains("zone-assumed");
    }

    @Test
    void shouldNameRecordsByComputerChannelNumberAndTime() {
        String event = "{" + SECURITY + "\"EventID\":4624,\"RecordNumber\":780313}";

        assertThat(Decoding.one(event).naturalId()).contains("winlog:DC01:Security:780313:2026-04-30T10:11:12Z");
        assertThat(Decoding.one("{" + SECURITY + "\"EventID\":4624}").naturalId()).isEmpty();
    }

    static List<String> evtxSpellings() {
        return List.of("""
                {"Event":{"#attributes":{"xmlns":"x"},"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Sysmon"}},
                "EventID":{"#attributes":{"Qualifiers":0},"#text":11},"TimeCreated":{"#attributes":{"SystemTime":"2026-04-30T10:11:12.5Z"}},
                "EventRecordID":5,"Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"ws5.corp.example"},
                "EventData":{"Image":"C:\\\\a.exe","TargetFilename":"C:\\\\x.dll"}}}""",
                """
                {"Event":{"System":{"Provider":{"@Name":"Microsoft-Windows-Sysmon"},"EventID":"11",
                "TimeCreated":{"@SystemTime":"2026-04-30T10:11:12.5Z"},"EventRecordID":"5",
                "Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"ws5.corp.example"},
                "EventData":{"Data":[{"@Name":"Image","#text":"C:\\\\a.exe"},{"@Name":"TargetFilename","#text":"C:\\\\x.dll"}]}}}""",
                """
                {"Event":{"System":{"Provider":{"Name":"Microsoft-Windows-Sysmon"},"EventID":11,
                "TimeCreated":{"SystemTime":"2026-04-30T10:11:12.5Z"},"EventRecordID":5,
                "Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"ws5.corp.example"},
                "EventData":{"Data":[{"Name":"Image","#text":"C:\\\\a.exe"},{"Name":"TargetFilename","#text":"C:\\\\x.dll"}]}}}""");
    }

    @ParameterizedTest
    @MethodSource("evtxSpellings")
    void shouldReadEvtxInItsSpellings(String json) {
        DecodedRecord record = Decoding.one(json);
        Payload.Event event = (Payload.Event) record.payload();

        assertThat(event.format()).isEqualTo("sysmon");
        assertThat(event.first("event.code")).contains("11");
        assertThat(event.first("file.path")).contains("C:\\x.dll");
        assertThat(event.first("process.name")).contains("a.exe");
        assertThat(event.first("host.name")).contains("ws5");
        assertThat(record.occurredAt()).isEqualTo(Instant.parse("2026-04-30T10:11:12.5Z"));
        assertThat(record.naturalId()).isPresent();
    }

    @Test
    void shouldNumberUnnamedEvtxValues() {
        Payload.Event event = Decoding.event("""
                {"Event":{"System":{"Provider":{"Name":"Service Control Manager"},"EventID":7036,"Channel":"System"},
                "EventData":{"Data":[{"#text":["Spooler","stopped"]}]}}}""");

        assertThat(event.first("service.name")).contains("Spooler");
        assertThat(event.first("winlog.event_data.param2")).contains("stopped");
    }

    @Test
    void shouldReadWinlogbeatAndKeepWhatItHadDecoded() {
        DecodedRecord record = Decoding.one("""
                {"@timestamp":"2026-04-30T10:11:12.345Z","ecs":{"version":"8.0"},"agent":{"type":"winlogbeat"},
                 "host":{"name":"DC01.corp.example","ip":["10.0.0.1","fe80::1"]},"message":"An account was logged on",
                 "event":{"code":"4624","outcome":"success"},
                 "winlog":{"channel":"Security","computer_name":"DC01.corp.example","event_id":"4624","record_id":42,
                  "provider_name":"Microsoft-Windows-Security-Auditing",
                  "event_data":{"TargetUserName":"alice","IpAddress":"10.120.8.21","LogonType":"10"}}}""");
        Payload.Event event = (Payload.Event) record.payload();

        assertThat(event.format()).isEqualTo("winlogbeat");
        assertThat(event.first("user.name")).contains("alice");
        assertThat(event.first("winlog.logon.type")).contains("10");
        assertThat(event.first("host.name")).contains("dc01");
        assertThat(event.fields().get("host.ip")).containsExactly("10.0.0.1", "fe80::1");
        assertThat(event.first("winlog.event_data.TargetUserName")).contains("alice");
        assertThat(event.first("event.outcome")).contains("success");
        assertThat(record.naturalId()).contains("winlog:DC01.corp.example:Security:42:2026-04-30T10:11:12.345Z");
    }
}
