package dev.palimpsest.ingest.decode.syslog;

import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.HostNames;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads who logged on, from where, and whether it worked, out of the lines of sshd, sudo, su, cron and PAM.
 *
 * <p>A name that failed was typed by whoever tried and may hold anything, also what looks like the rest of the line: the
 * address is always the last one, which sshd itself writes.
 */
final class LogonLines {

    private static final int LINE_CHARS_MAX = 2048;
    private static final String FROM = " from (?<ip>[0-9a-fA-F:.%\\w-]{2,64})(?: port (?<port>\\d{1,5}))?";

    private static final Pattern REPEATED = Pattern.compile("message repeated \\d{1,9} times: \\[ ?(.*)]");
    private static final Pattern ACCEPTED = Pattern.compile("Accepted (?<method>[\\w/-]{1,40}) for (?<user>\\S{1,256})"
            + FROM + "(?: ssh2?)?(?:: .*)?");
    private static final Pattern FAILED = Pattern.compile(
            "(?:Failed|Postponed) (?<method>[\\w/-]{1,40}) for (?<invalid>invalid user |illegal user )?(?<user>.{0,512})"
                    + FROM + "(?: ssh2?)?(?: \\[preauth])?(?:: .*)?");
    private static final Pattern INVALID = Pattern
            .compile("(?<invalid>Invalid|Illegal) user (?<user>.{0,512})" + FROM);
    private static final Pattern EXCEEDED = Pattern.compile("(?:error: )?maximum authentication attempts exceeded for "
            + "(?<invalid>invalid user )?(?<user>.{0,512})" + FROM + "(?: ssh2?)?(?: \\[preauth])?");
    private static final Pattern CLOSED = Pattern.compile("(?:Connection (?:closed|reset) by|Disconnected from)"
            + "(?: (?:authenticating|invalid)? ?user .{0,512})? (?<ip>[0-9a-fA-F:.]{3,64}) port (?<port>\\d{1,5}).{0,40}");

    private static final Pattern PAM = Pattern
            .compile("pam_\\w{1,30}\\((?<service>[\\w.-]{1,40}):(?<part>\\w{1,20})\\): (?<text>.*)");
    private static final Pattern OPENED = Pattern.compile(
            "session (?<what>opened|closed) for user (?<user>[^\\s(]{1,256})(?:\\(uid=\\d+\\))?(?: by (?<by>[^\\s(]{0,256})\\(uid=\\d+\\))?.*");
    private static final Pattern PAIR = Pattern.compile("(?<=\\s|^)(?<key>[a-z]{3,10})=(?<value>\\S{0,256})");

    private static final Pattern SUDO = Pattern.compile("(?<user>\\S{1,256}) : (?<why>[^;=]{1,200} ; )?TTY=.{0,300}?"
            + " ; USER=(?<target>\\S{1,256}) ;.{0,300}?COMMAND=(?<command>.*)");
    private static final Pattern SU_FROM = Pattern
            .compile("(?<no>FAILED SU )?\\(to (?<target>\\S{1,256})\\) (?<user>\\S{1,256}) on .*");
    private static final Pattern SU_BY = Pattern
            .compile("(?<no>FAILED|Successful) su for (?<target>\\S{1,256}) by (?<user>\\S{1,256})");
    private static final Pattern SU_OLD = Pattern
            .compile("'su (?<target>\\S{1,256})' (?<no>failed|succeeded) for (?<user>\\S{1,256}) on .*");
    private static final Pattern CRON = Pattern.compile("\\((?<user>[^)\\s]{1,256})\\) CMD \\(\\s*(?<command>.*?)\\)?");

    private LogonLines() {}

    static void write(String program, String body, FieldSet fields) {
        String name = HostNames.lastStep(program).toLowerCase(Locale.ROOT);
        String text = body.strip();
        if (text.length() > LINE_CHARS_MAX) {
            return;
        }
        Matcher repeated = REPEATED.matcher(text);
        String line = repeated.matches() ? repeated.group(1) : text;
        switch (name) {
            case "sshd", "sshd-session", "dropbear" -> sshd(line, fields);
            case "sudo" -> sudo(line, fields);
            case "su" -> su(line, fields);
            case "cron", "crond" -> cron(line, fields);
            default -> {
            }
        }
        Matcher pam = PAM.matcher(line);
        if (pam.matches()) {
            pam(pam.group("service"), pam.group("text"), fields);
        }
    }

    private static void sshd(String line, FieldSet fields) {
        Matcher accepted = ACCEPTED.matcher(line);
        Matcher closed = CLOSED.matcher(line);
        if (accepted.matches()) {
            logon(accepted, "success", "ssh-logon", fields);
            fields.put("event.method", accepted.group("method"));
        } else if (closed.matches()) {
            fields.put("source.ip", HostNames.address(closed.group("ip"))).put("source.port", closed.group("port"))
                    .put("event.action", "ssh-disconnected").put("event.category", "network");
        } else {
            for (Pattern pattern : new Pattern[]{FAILED, INVALID, EXCEEDED}) {
                Matcher failed = pattern.matcher(line);
                if (failed.matches()) {
                    logon(failed, line.startsWith("Postponed") ? "unknown" : "failure", "ssh-logon", fields);
                    fields.put("event.reason", failed.group("invalid") == null ? null : "unknown user");
                    return;
                }
            }
        }
    }

    private static void logon(Matcher line, String outcome, String action, FieldSet fields) {
        fields.replace("event.module", "sshd").put("event.category", "authentication").put("event.action", action)
                .put("event.outcome", outcome)
                .put("user.name", line.group("user")).put("source.ip", address(line.group("ip")))
                .put("source.port", line.group("port")).put("network.protocol", "ssh");
        if (address(line.group("ip")) == null) {
            fields.known("source.domain", line.group("ip"));
        }
    }

    private static void pam(String service, String text, FieldSet fields) {
        Matcher session = OPENED.matcher(text);
        if (session.matches()) {
            fields.put("event.category", "session").put("event.action", "session-" + session.group("what"))
                    .put("user.name", session.group("user")).known("user.effective.name", session.group("by"));
        } else if (text.startsWith("authentication failure")) {
            Map<String, String> pairs = pairs(text);
            fields.put("event.category", "authentication").put("event.action", service + "-logon")
                    .put("event.outcome", "failure").put("user.name", pairs.get("user"))
                    .put("user.name", pairs.get("ruser")).put("source.ip", address(pairs.get("rhost")));
        }
    }

    private static void sudo(String line, FieldSet fields) {
        Matcher sudo = SUDO.matcher(line);
        if (sudo.matches()) {
            boolean refused = sudo.group("why") != null;
            fields.put("event.category", refused ? "authentication" : "process").put("event.action", "sudo")
                    .put("event.outcome", refused ? "failure" : "success").put("user.name", sudo.group("user"))
                    .put("user.effective.name", sudo.group("target"))
                    .put("process.command_line", sudo.group("command"));
        }
    }

    private static void su(String line, FieldSet fields) {
        for (Pattern pattern : new Pattern[]{SU_FROM, SU_BY, SU_OLD}) {
            Matcher su = pattern.matcher(line);
            if (su.matches()) {
                boolean failed = su.group("no") != null && su.group("no").toLowerCase(Locale.ROOT).startsWith("failed");
                fields.put("event.category", "authentication").put("event.action", "su")
                        .put("event.outcome", failed ? "failure" : "success").put("user.name", su.group("user"))
                        .put("user.target.name", su.group("target"));
            }
        }
    }

    private static void cron(String line, FieldSet fields) {
        Matcher cron = CRON.matcher(line);
        if (cron.matches()) {
            fields.put("event.category", "process").put("event.action", "cron-job").put("user.name", cron.group("user"))
                    .put("process.command_line", cron.group("command"));
        }
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new HashMap<>();
        Matcher pair = PAIR.matcher(text);
        while (pair.find()) {
            pairs.putIfAbsent(pair.group("key"), pair.group("value"));
        }
        return pairs;
    }

    /** An address; null for a name. */
    private static @Nullable String address(
            @Nullable String text) {
        boolean numeric = text != null && (text.indexOf(':') >= 0 || text.chars().allMatch(c -> c == '.' || c <= '9'));
        return numeric ? HostNames.address(text) : null;
    }
}
