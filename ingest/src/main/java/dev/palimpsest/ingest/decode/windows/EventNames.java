package dev.palimpsest.ingest.decode.windows;

import java.util.Map;

/** What event codes mean, as {@code category action}. */
final class EventNames {

    static final Map<String, String> SYSMON = Map.ofEntries(Map.entry("1", "process process-created"),
            Map.entry("2", "file file-time-changed"), Map.entry("3", "network network-connection"),
            Map.entry("5", "process process-terminated"), Map.entry("6", "driver driver-loaded"),
            Map.entry("7", "process image-loaded"), Map.entry("8", "process remote-thread-created"),
            Map.entry("9", "process raw-disk-read"), Map.entry("10", "process process-accessed"),
            Map.entry("11", "file file-created"), Map.entry("12", "registry registry-object-changed"),
            Map.entry("13", "registry registry-value-set"), Map.entry("14", "registry registry-object-renamed"),
            Map.entry("15", "file file-stream-created"), Map.entry("17", "file pipe-created"),
            Map.entry("18", "file pipe-connected"), Map.entry("19", "configuration wmi-filter-registered"),
            Map.entry("20", "configuration wmi-consumer-registered"),
            Map.entry("21", "configuration wmi-consumer-bound"), Map.entry("22", "network dns-query"),
            Map.entry("23", "file file-deleted"), Map.entry("24", "host clipboard-changed"),
            Map.entry("25", "process process-tampered"), Map.entry("26", "file file-deleted"),
            Map.entry("27", "file executable-blocked"), Map.entry("28", "file shredding-blocked"),
            Map.entry("29", "file executable-created"));

    static final Map<String, String> SECURITY = Map.ofEntries(Map.entry("1102", "iam audit-log-cleared"),
            Map.entry("4103", "process powershell-command"), Map.entry("4104", "process powershell-script-block"),
            Map.entry("4624", "authentication logged-in"), Map.entry("4625", "authentication logon-failed"),
            Map.entry("4634", "authentication logged-out"), Map.entry("4647", "authentication logged-out"),
            Map.entry("4648", "authentication logged-in-explicit"), Map.entry("4656", "file object-handle-requested"),
            Map.entry("4663", "file object-accessed"), Map.entry("4672", "iam logged-in-special"),
            Map.entry("4688", "process process-created"), Map.entry("4689", "process process-terminated"),
            Map.entry("4697", "configuration service-installed"),
            Map.entry("4698", "configuration scheduled-task-created"),
            Map.entry("4702", "configuration scheduled-task-updated"), Map.entry("4719", "iam audit-policy-changed"),
            Map.entry("4720", "iam user-created"), Map.entry("4724", "iam password-reset"),
            Map.entry("4726", "iam user-deleted"), Map.entry("4728", "iam group-member-added"),
            Map.entry("4732", "iam group-member-added"), Map.entry("4756", "iam group-member-added"),
            Map.entry("4740", "iam user-locked-out"), Map.entry("4768", "authentication kerberos-ticket-requested"),
            Map.entry("4769", "authentication kerberos-service-ticket-requested"),
            Map.entry("4771", "authentication kerberos-preauthentication-failed"),
            Map.entry("4776", "authentication credential-validated"), Map.entry("5140", "network share-accessed"),
            Map.entry("5145", "network share-object-checked"), Map.entry("5152", "network packet-blocked"),
            Map.entry("5156", "network connection-permitted"), Map.entry("5157", "network connection-blocked"),
            Map.entry("5158", "network bind-permitted"), Map.entry("7045", "configuration service-installed"));

    private EventNames() {}
}
