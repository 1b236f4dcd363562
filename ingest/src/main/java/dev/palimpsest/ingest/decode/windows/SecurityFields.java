package dev.palimpsest.ingest.decode.windows;

import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.HostNames;
import java.util.Locale;
import java.util.Set;

/** Maps the values of the Security, System and PowerShell logs to ECS. */
final class SecurityFields {

    /** Events about the account that logs on, which they name as the target. */
    private static final Set<String> LOGONS = Set.of("4624", "4625", "4634", "4647", "4768", "4769", "4770", "4771",
            "4776", "4627");

    private SecurityFields() {}

    static void write(WindowsEvent event, FieldSet fields) {
        WindowsValues.name(EventNames.SECURITY.get(event.code()), fields);
        accounts(event, fields);
        process(event, fields);
        network(event, fields);
        service(event, fields);
        object(event, fields);
        share(event, fields);
        fields.known("powershell.file.script_block_text", event.value("ScriptBlockText")).known("winlog.task_name",
                event.value("TaskName"));
    }

    private static void accounts(WindowsEvent event, FieldSet fields) {
        boolean logon = event.isSecurity() && LOGONS.contains(event.code());
        account(event, "Target", logon ? "user" : "user.target", fields);
        if (!logon) {
            account(event, "Subject", "user", fields);
        }
        fields.known("winlog.logon.type", event.value("LogonType"));
        String status = event.value("Status");
        if (event.code().equals("4625")) {
            fields.put("event.outcome", "failure");
        } else if (logon && status != null && status.startsWith("0x")) {
            fields.put("event.outcome", status.equals("0x0") ? "success" : "failure");
        }
        if (!event.isSecurity()) {
            HostNames.writeAccount(event.account(), "user", fields);
        }
    }

    private static void account(WindowsEvent event, String who, String prefix, FieldSet fields) {
        HostNames.writeAccount(event.value(who + "UserName"), prefix, fields);
        fields.known(prefix + ".domain", event.value(who + "DomainName")).known(prefix + ".id",
                event.value(who + "UserSid"));
    }

    private static void process(WindowsEvent event, FieldSet fields) {
        boolean created = event.code().equals("4688");
        WindowsValues.executable(event.value("NewProcessName"), "process", fields);
        WindowsValues.executable(event.value("ParentProcessName"), "process.parent", fields);
        WindowsValues.executable(event.value("ProcessName"), "process", fields);
        WindowsValues.executable(event.value("Application"), "process", fields);
        fields.known("process.pid", WindowsValues.pid(event.value("NewProcessId")))
                .known(created ? "process.parent.pid" : "process.pid", WindowsValues.pid(event.value("ProcessId")))
                .known("process.command_line", event.value("CommandLine"));
    }

    private static void network(WindowsEvent event, FieldSet fields) {
        fields.put("source.ip", HostNames.address(event.value("IpAddress")))
                .put("source.ip", HostNames.address(event.value("SourceAddress")))
                .known("source.port", WindowsValues.port(event.value("IpPort")))
                .known("source.port", WindowsValues.port(event.value("SourcePort")))
                .known("source.domain", event.value("WorkstationName"))
                .known("source.domain", event.value("Workstation"))
                .put("destination.ip", HostNames.address(event.value("DestAddress")))
                .known("destination.port", WindowsValues.port(event.value("DestPort")))
                .known("destination.domain", event.value("TargetServerName"))
                .known("network.transport", WindowsValues.transport(event.value("Protocol")));
        String direction = event.value("Direction");
        if (direction != null) {
            fields.put("network.direction", switch (direction) {
                case "%%14592" -> "ingress";
                case "%%14593" -> "egress";
                default -> direction.toLowerCase(Locale.ROOT);
            });
        }
    }

    private static void service(WindowsEvent event, FieldSet fields) {
        if (event.code().equals("4697") || event.code().equals("7045")) {
            fields.known("service.name", event.value("ServiceName"))
                    .known("service.executable", event.value("ServiceFileName"))
                    .known("service.executable", event.value("ImagePath"));
        } else if (event.provider().equals("Service Control Manager")) {
            fields.known("service.name", event.value("param1"));
        }
    }

    /** What a handle was asked for: a file, a registry key or a process such as LSASS. */
    private static void object(WindowsEvent event, FieldSet fields) {
        String name = event.value("ObjectName");
        if (name == null || FieldSet.isNone(name)) {
            return;
        }
        switch (String.valueOf(event.value("ObjectType"))) {
            case "File" -> fields.put("file.path", name).put("file.name", HostNames.lastStep(name));
            case "Key" -> fields.put("registry.path", name);
            case "Process" -> fields.put("process.target.executable", name).known("process.granted_access",
                    event.value("AccessMask"));
            default -> {
            }
        }
    }

    private static void share(WindowsEvent event, FieldSet fields) {
        String share = WindowsValues.share(event.value("ShareName"));
        if (share == null) {
            return;
        }
        fields.known("share.name", share).known("share.path", event.value("ShareName"));
        String target = event.value("RelativeTargetName");
        if (target == null || FieldSet.isNone(target) || target.equals("\\")) {
            return;
        }
        if (share.equals("IPC$")) {
            fields.known("pipe.name", WindowsValues.pipe(target));
        } else {
            fields.known("file.path", target).known("file.name", HostNames.lastStep(target));
        }
    }
}
