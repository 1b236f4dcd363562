package dev.palimpsest.processor.extract.event;

import static dev.palimpsest.processor.extract.event.Match.all;
import static dev.palimpsest.processor.extract.event.Match.anyBit;
import static dev.palimpsest.processor.extract.event.Match.code;
import static dev.palimpsest.processor.extract.event.Match.command;
import static dev.palimpsest.processor.extract.event.Match.contains;
import static dev.palimpsest.processor.extract.event.Match.endsWith;
import static dev.palimpsest.processor.extract.event.Match.fits;
import static dev.palimpsest.processor.extract.event.Match.is;
import static dev.palimpsest.processor.extract.event.Match.not;
import static dev.palimpsest.processor.extract.event.Match.started;
import static dev.palimpsest.processor.extract.event.Match.startsWith;
import static dev.palimpsest.processor.extract.event.Match.sysmon;
import static dev.palimpsest.processor.extract.event.Parties.Cast.ADDRESS_TO_ADDRESS;
import static dev.palimpsest.processor.extract.event.Parties.Cast.MACHINE;
import static dev.palimpsest.processor.extract.event.Parties.Cast.REMOTE_TO_MACHINE;
import static dev.palimpsest.processor.extract.event.Severity.HIGH;
import static dev.palimpsest.processor.extract.event.Severity.MEDIUM;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is noticed in single events. Each rule is one row; a rule that cries wolf is narrowed here and nowhere else.
 * Raise the version of {@link Detections#EXTRACTOR} with any change.
 */
final class Rules {

    private static final String[] SHELLS = {"cmd.exe", "powershell.exe", "pwsh.exe", "wscript.exe", "cscript.exe",
            "mshta.exe", "rundll32.exe", "regsvr32.exe", "msbuild.exe", "installutil.exe", "certutil.exe",
            "bitsadmin.exe"};

    /** Parts of a service's command that a service of an installed product does not have. */
    private static final String[] SHELL_COMMANDS = {"%comspec%", "cmd.exe /c", "cmd /c", "powershell", "pwsh",
            "mshta", "regsvr32", "wscript", "cscript"};

    private static final String[] USER_FOLDERS = {"\\users\\", "\\temp\\", "\\perflogs\\", "\\programdata\\temp"};

    private static final String[] PROGRAM_FILES = {".exe", ".dll", ".sys", ".ps1", ".bat", ".vbs", ".js", ".hta",
            ".scr", ".msi"};

    /** Windows itself and its agents read the memory of lsass.exe to do their work. */
    private static final String[] LSASS_READERS = {"c:\\windows\\system32\\csrss.exe",
            "c:\\windows\\system32\\wininit.exe", "c:\\windows\\system32\\svchost.exe",
            "c:\\windows\\system32\\services.exe", "c:\\windows\\system32\\lsass.exe",
            "c:\\windows\\system32\\winlogon.exe", "c:\\windows\\system32\\wbem\\wmiprvse.exe",
            "c:\\windows\\syswow64\\wbem\\wmiprvse.exe", "c:\\windows\\system32\\werfault.exe",
            "c:\\windows\\system32\\smss.exe", "c:\\windows\\sysmon64.exe", "c:\\windows\\sysmon.exe"};
    private static final String[] AGENT_FOLDERS = {"c:\\programdata\\microsoft\\windows defender\\",
            "c:\\program files\\", "c:\\program files (x86)\\", "c:\\windowsazure\\"};
    private static final long PROCESS_VM_READ = 0x10;

    /** Numbers of the calls that create or start services, for sensors that give no names (MS-SCMR 3.1.4). */
    private static final String[] SERVICE_CALLS = {"12", "19", "24", "31", "44", "45", "60"};

    /** Sources of remote threads that belong to Windows. */
    private static final String[] THREAD_STARTERS = {"csrss.exe", "wininit.exe", "winlogon.exe", "services.exe",
            "dwm.exe", "svchost.exe", "werfault.exe", "smss.exe", "lsass.exe", "msmpeng.exe", "taskmgr.exe"};
    private static final String[] THREAD_ABUSED = {"powershell.exe", "pwsh.exe", "rundll32.exe", "regsvr32.exe",
            "mshta.exe", "wscript.exe", "cscript.exe", "cmd.exe", "msbuild.exe", "installutil.exe"};

    private static final Pattern ADMIN_SHARE = Pattern.compile("(?:^|\\\\)(?:admin|[a-z])\\$$");
    private static final Pattern ENCODED = Pattern
            .compile("\\s[-/–]e(?:c|n(?:c(?:o[a-z]{0,12})?)?)?\\s+[\"']?[a-z0-9+/=]{20}");
    private static final Pattern BARE_RUNDLL32 = Pattern.compile("^\"?(?:[^\"]*\\\\)?rundll32(?:\\.exe)?\"?$");
    private static final Pattern BEACON_SERVICE = Pattern
            .compile("^\\\\\\\\[^\\\\]+\\\\admin\\$\\\\[a-z0-9]{7}\\.exe$");
    private static final long WRITE_OR_APPEND = 0x2 | 0x4;

    /** The elevated COM objects that bypasses of User Account Control go through. */
    private static final String[] ELEVATION_OBJECTS = {"{3e5fc7f9-9a51-4367-9063-a120244fbec7}",
            "{3ad05575-8857-4850-9277-11b85bdb8e09}", "{d2e7041b-2927-42fb-8e9f-7ce93b6dc937}"};

    static final List<Rule> ALL = Stream
            .of(services(), components(), surrogates(), credentials(), shares(), scripts(), tasks(),
                    implants())
            .flatMap(List::stream).toList();

    private Rules() {}

    private static List<Rule> services() {
        Condition installed = code("7045", "4697");
        Condition serviceControl = is("dce_rpc.endpoint", "svcctl").and(startsWith("dce_rpc.operation",
                "createservice", "startservice", "rcreateservice", "rstartservice")
                .or(is("dce_rpc.operation", SERVICE_CALLS)));
        return List.of(
                Rule.of("service-shell", "Service that runs a shell command", "T1569.002", .85, HIGH, MACHINE,
                        installed.and(contains("service.executable", SHELL_COMMANDS))).telling("service.name"),
                Rule.of("service-admin-share", "Service started from an administrative share", "T1021.002", .9, HIGH,
                        MACHINE, installed.and(contains("service.executable", "\\admin$\\", "\\\\127.0.0.1\\")))
                        .telling("service.name"),
                Rule.of("service-beacon", "Service as Cobalt Strike installs it", "T1569.002", .8, HIGH, MACHINE,
                        installed.and(fits("service.executable", BEACON_SERVICE))).naming("Cobalt Strike")
                        .telling("service.name"),
                Rule.of("service-psexec", "PsExec service", "T1569.002", .8, MEDIUM, MACHINE,
                        installed.and(contains("service.executable", "psexesvc").or(is("service.name", "psexesvc"))))
                        .naming("PsExec").telling("service.name"),
                Rule.of("service-user-folder", "Service that runs from a user's folder", "T1543.003", .7, HIGH,
                        MACHINE, installed.and(contains("service.executable", USER_FOLDERS))).telling("service.name"),
                Rule.of("rpc-service", "Remote service creation or start", "T1569.002", .7, HIGH, ADDRESS_TO_ADDRESS,
                        serviceControl).telling("dce_rpc.operation"),
                Rule.of("rpc-service-smb", "Remote service control over SMB", "T1021.002", .6, HIGH,
                        ADDRESS_TO_ADDRESS, serviceControl.and(is("destination.port", "445", "139")))
                        .telling("dce_rpc.operation"),
                Rule.of("service-control-inbound", "Remote call of the service control manager", "T1569.002", .6,
                        MEDIUM, REMOTE_TO_MACHINE,
                        all(sysmon("3"), is("process.name", "services.exe"),
                                is("winlog.event_data.Initiated", "false")
                                        .or(is("network.direction", "inbound", "ingress")))),
                Rule.of("service-pipe", "Service control manager reached over SMB", "T1021.002", .5, MEDIUM,
                        REMOTE_TO_MACHINE, code("5145").and(pipeOpened("svcctl"))).telling("user.name"));
    }

    private static List<Rule> components() {
        return List.of(
                Rule.of("wmi-child", "Shell started by WMI", "T1047", .75, HIGH, MACHINE,
                        all(started(), is("process.parent.name", "wmiprvse.exe"), is("process.name", SHELLS)))
                        .telling("process.name", "user.name"),
                Rule.of("mmc-child", "Shell started by a remote management console", "T1021.003", .85, HIGH, MACHINE,
                        all(started(), is("process.parent.name", "mmc.exe"), is("process.name", SHELLS),
                                contains("process.parent.command_line", "-embedding")))
                        .telling("process.name", "user.name"),
                Rule.of("explorer-shell", "Shell command run through the desktop shell's objects", "T1021.003", .7,
                        HIGH, MACHINE,
                        all(started(), is("process.parent.name", "explorer.exe"), is("process.name", SHELLS),
                                command("%comspec%", "%%comspec%%").or(fits("process.command_line", ENCODED))))
                        .telling("process.name", "user.name"),
                Rule.of("excel-child", "Shell started by Excel under automation", "T1021.003", .8, HIGH, MACHINE,
                        all(started(), is("process.parent.name", "excel.exe"), is("process.name", SHELLS),
                                contains("process.parent.command_line", "/automation")))
                        .telling("process.name", "user.name"),
                Rule.of("winrm-child", "Program started through WinRM", "T1021.006", .7, HIGH, MACHINE,
                        all(started(), is("process.parent.name", "wsmprovhost.exe"),
                                not(is("process.name", "conhost.exe", "werfault.exe"))))
                        .telling("process.name", "user.name"),
                Rule.of("iertutil-beside-browser", "Internet Explorer loaded iertutil.dll from its own folder",
                        "T1574.001", .8, HIGH, MACHINE,
                        all(sysmon("7"), endsWith("file.path", "\\internet explorer\\iertutil.dll")))
                        .telling("process.executable"),
                Rule.of("rpc-wmi", "Remote execution through WMI", "T1047", .65, HIGH, ADDRESS_TO_ADDRESS,
                        is("dce_rpc.endpoint", "iwbemservices")
                                .and(startsWith("dce_rpc.operation", "execmethod")
                                        .or(is("dce_rpc.operation", "24", "25"))))
                        .telling("dce_rpc.operation"),
                Rule.of("rpc-dcom", "Remote activation of a COM object", "T1021.003", .45, MEDIUM,
                        ADDRESS_TO_ADDRESS,
                        is("dce_rpc.endpoint", "isystemactivator", "iremotescmactivator").and(
                                is("dce_rpc.operation", "remotecreateinstance", "remotegetclassobject")))
                        .telling("dce_rpc.operation"));
    }

    /** Children of the process that hosts COM objects, told apart by the object. */
    private static List<Rule> surrogates() {
        return List.of(
                Rule.of("dllhost-elevated", "Shell started through an elevated COM object", "T1548.002", .75, HIGH,
                        MACHINE,
                        all(started(), is("process.parent.name", "dllhost.exe"), is("process.name", SHELLS),
                                contains("process.parent.command_line", ELEVATION_OBJECTS)))
                        .telling("process.name", "user.name"),
                Rule.of("dllhost-child", "Shell started by a COM surrogate", "T1021.003", .5, MEDIUM, MACHINE,
                        all(started(), is("process.parent.name", "dllhost.exe"), is("process.name", SHELLS),
                                not(contains("process.parent.command_line", ELEVATION_OBJECTS))))
                        .telling("process.name", "user.name"));
    }

    private static List<Rule> credentials() {
        Condition lsassOpened = sysmon("10").or(code("4663"))
                .or(code("4656").and(not(startsWith("process.executable", "c:\\windows\\"))));
        return List.of(
                Rule.of("lsass-read", "Memory of LSASS read", "T1003.001", .8, HIGH, MACHINE,
                        all(lsassOpened,
                                endsWith("process.target.executable", "\\lsass.exe"),
                                anyBit("process.granted_access", PROCESS_VM_READ),
                                not(is("process.executable", LSASS_READERS)),
                                not(startsWith("process.executable", AGENT_FOLDERS))))
                        .telling("process.executable"),
                Rule.of("comsvcs-dump", "Process dump through comsvcs.dll", "T1003.001", .9, HIGH, MACHINE,
                        all(started(), command("comsvcs"), command("minidump", "#24", "#+24")))
                        .telling("process.name", "user.name"),
                Rule.of("lsass-dump-tool", "Dump of LSASS on the command line", "T1003.001", .9, HIGH, MACHINE,
                        all(started(), command("lsass"), command("-ma ", "-accepteula", "minidump", "procdump")))
                        .telling("process.name", "user.name"),
                Rule.of("lsass-dump-file", "Dump file of LSASS written", "T1003.001", .85, HIGH, MACHINE,
                        all(sysmon("11"), endsWith("file.path", ".dmp"), contains("file.path", "\\lsass")))
                        .telling("process.executable"),
                Rule.of("kerberos-rc4", "Service ticket with RC4 encryption for a user's account", "T1558.003", .55,
                        MEDIUM, REMOTE_TO_MACHINE,
                        all(code("4769"), is("winlog.event_data.TicketEncryptionType", "0x17", "0x18"),
                                not(endsWith("winlog.event_data.ServiceName", "$")),
                                not(is("winlog.event_data.ServiceName", "krbtgt", ""))))
                        .telling("winlog.event_data.ServiceName"));
    }

    private static List<Rule> shares() {
        Condition adminShare = fits("share.name", ADMIN_SHARE);
        Condition programWritten = endsWith("file.name", PROGRAM_FILES)
                .or(endsWith("winlog.event_data.RelativeTargetName", PROGRAM_FILES));
        Condition hostWrite = code("5145").and(anyBit("winlog.event_data.AccessMask", WRITE_OR_APPEND));
        Condition wire = SensorEvent::isFromWire;
        Condition wireWrite = wire.and(contains("event.action", "write", "rename"));
        return List.of(
                Rule.of("admin-share-program", "Program copied to an administrative share", "T1570", .8, HIGH,
                        REMOTE_TO_MACHINE, all(hostWrite, adminShare, programWritten))
                        .telling("share.name", "user.name", "file.name"),
                Rule.of("admin-share", "Administrative share opened", "T1021.002", .6, MEDIUM, REMOTE_TO_MACHINE,
                        code("5140", "5145").and(adminShare)).telling("share.name", "user.name"),
                Rule.of("smb-program", "Program copied to an administrative share", "T1570", .75, HIGH,
                        ADDRESS_TO_ADDRESS, all(wireWrite, adminShare, programWritten))
                        .telling("share.name", "file.name"),
                Rule.of("smb-admin-share", "Administrative share opened", "T1021.002", .6, MEDIUM,
                        ADDRESS_TO_ADDRESS, wire.and(adminShare)).telling("share.name"));
    }

    private static List<Rule> scripts() {
        Condition powershell = started().and(is("process.name", "powershell.exe", "pwsh.exe"));
        return List.of(
                Rule.of("powershell-encoded", "Encoded PowerShell command", "T1059.001", .65, MEDIUM, MACHINE,
                        powershell.and(fits("process.command_line", ENCODED))).telling("user.name"),
                Rule.of("powershell-download", "PowerShell that downloads and runs", "T1059.001", .7, HIGH, MACHINE,
                        all(powershell, command("downloadstring", "downloaddata", "downloadfile", "invoke-webrequest"),
                                command("iex", "invoke-expression", ".invoke(", "start-process")))
                        .telling("user.name"),
                Rule.of("rundll32-bare", "rundll32.exe without arguments", "T1218.011", .7, HIGH, MACHINE,
                        started().and(is("process.name", "rundll32.exe"))
                                .and(fits("process.command_line", BARE_RUNDLL32)))
                        .telling("process.parent.name", "user.name"));
    }

    private static List<Rule> tasks() {
        return List.of(
                Rule.of("schtasks-remote", "Scheduled task created on another machine", "T1053.005", .75, HIGH,
                        MACHINE,
                        all(started(), is("process.name", "schtasks.exe"), command("/create", "-create"),
                                command(" /s ", " -s ")))
                        .telling("user.name"),
                Rule.of("rpc-task", "Scheduled task created or run from afar", "T1053.005", .65, HIGH,
                        ADDRESS_TO_ADDRESS,
                        is("dce_rpc.endpoint", "itaskschedulerservice")
                                .and(startsWith("dce_rpc.operation", "schrpcregistertask", "schrpcrun")
                                        .or(is("dce_rpc.operation", "1", "12"))))
                        .telling("dce_rpc.operation"),
                Rule.of("rpc-at-job", "Job scheduled from afar with at", "T1053.002", .7, HIGH, ADDRESS_TO_ADDRESS,
                        is("dce_rpc.endpoint", "atsvc").and(contains("dce_rpc.operation", "jobadd")
                                .or(is("dce_rpc.operation", "0")))),
                Rule.of("task-pipe", "Task scheduler reached over SMB", "T1053.005", .5, MEDIUM, REMOTE_TO_MACHINE,
                        code("5145").and(pipeOpened("atsvc"))).telling("user.name"),
                Rule.of("task-encoded", "Scheduled task with an encoded command", "T1053.005", .7, HIGH, MACHINE,
                        all(code("4698"), contains("winlog.event_data.TaskContent", "powershell", "pwsh"),
                                contains("winlog.event_data.TaskContent", " -enc", " -e ", "frombase64string")))
                        .telling("user.name"));
    }

    /** Pipe names are defaults of the tool: a changed profile has others, so silence says nothing. */
    private static List<Rule> implants() {
        Condition pipe = sysmon("17", "18");
        return List.of(
                Rule.of("pipe-postex", "Pipe of an injected post-exploitation job", "T1055", .85, HIGH, MACHINE,
                        pipe.and(fits("pipe.name", Pattern.compile("\\\\?postex_(?:ssh_)?[0-9a-f]{4}"))))
                        .naming("Cobalt Strike").telling("process.executable"),
                Rule.of("pipe-msagent", "Pipe that links beacons over SMB", "T1071.002", .8, HIGH, MACHINE,
                        pipe.and(fits("pipe.name", Pattern.compile("^\\\\?(?:msagent|status)_[0-9a-f]{1,4}$"))))
                        .naming("Cobalt Strike").telling("process.executable"),
                Rule.of("pipe-artifact", "Pipe of a packed beacon unpacking itself", "T1027", .8, HIGH, MACHINE,
                        pipe.and(fits("pipe.name", Pattern.compile("^\\\\?msse-[0-9]{1,5}-server$"))))
                        .naming("Cobalt Strike").telling("process.executable"),
                Rule.of("remote-thread", "Thread started in another process", "T1055", .7, HIGH, MACHINE,
                        all(sysmon("8"), not(is("process.name", THREAD_STARTERS)),
                                contains("process.target.executable", "\\"),
                                event -> !event.lower("process.executable")
                                        .equals(event.lower("process.target.executable")),
                                not(startsWith("process.executable", "c:\\windows\\", "c:\\program files"))
                                        .or(is("process.name", THREAD_ABUSED))))
                        .telling("process.executable", "process.target.executable"));
    }

    private static Condition pipeOpened(String name) {
        return endsWith("share.name", "ipc$").and(
                is("winlog.event_data.RelativeTargetName", name).or(is("file.name", name)).or(is("pipe.name", name)));
    }
}
