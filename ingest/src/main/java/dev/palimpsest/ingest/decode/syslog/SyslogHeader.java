package dev.palimpsest.ingest.decode.syslog;

import dev.palimpsest.ingest.decode.record.EventTime;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.HostNames;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the message of a syslog line.
 *
 * @param priority  facility times eight plus severity; -1 where there is none
 * @param time      when it was written
 * @param host      name or address; null where left out
 * @param program   the application or tag; null where left out
 * @param process   the process id; null where left out
 * @param messageId of RFC 5424; null where left out
 * @param data      structured data, {@code id.name} to value
 * @param body      the message itself, without a byte order mark
 */
record SyslogHeader(int priority, EventTime time, @Nullable String host, @Nullable String program,
        @Nullable String process, @Nullable String messageId, Map<String, String> data, String body) {

    private static final int PRIORITY_MAX = 191;

    private static final String[] SEVERITY = {"emergency", "alert", "critical", "error", "warning", "notice",
            "informational", "debug"};
    private static final String[] FACILITY = {"kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news",
            "uucp", "cron", "authpriv", "ftp", "ntp", "audit", "alert", "clock", "local0", "local1", "local2",
            "local3", "local4", "local5", "local6", "local7"};

    /** The number in angle brackets that a line begins with; -1 where it does not. */
    static int priority(String line) {
        int end = line.startsWith("<") ? line.indexOf('>') : -1;
        if (end < 2 || end > 4) {
            return -1;
        }
        int number = 0;
        for (int i = 1; i < end; i++) {
            int digit = Character.digit(line.charAt(i), 10);
            if (digit < 0 || line.charAt(i) > '9') {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number <= PRIORITY_MAX ? number : -1;
    }

    /** Writes all but the body and the time. */
    void writeTo(FieldSet fields) {
        HostNames.write(host, fields);
        fields.known("log.syslog.appname", program).known("log.syslog.procid", process)
                .known("log.syslog.msgid", messageId);
        if (priority >= 0) {
            fields.put("log.syslog.priority", String.valueOf(priority))
                    .put("log.syslog.severity.name", SEVERITY[priority & 7])
                    .put("log.syslog.facility.name", FACILITY[priority >> 3]);
        }
        data.forEach((name, value) -> fields.put("log.syslog.structured_data." + name, value));
    }
}
