package dev.palimpsest.ingest.decode.windows;

import dev.palimpsest.ingest.decode.record.EventTime;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of a Windows event log, whatever it was shipped in.
 *
 * @param provider    such as {@code Microsoft-Windows-Sysmon}; may be empty
 * @param channel     such as {@code Security}; may be empty
 * @param code        the event id
 * @param recordId    its number in the channel of its computer; null where the shipper left it out
 * @param computer    name or FQDN; null where the shipper left it out
 * @param time        when the event log wrote it
 * @param outcome     {@code success} or {@code failure} for audits; null otherwise
 * @param severity    the level in words or digits; null where unknown
 * @param message     the rendered text; null where it was not rendered
 * @param account     who the logging process ran as; null where unknown
 * @param data        the event's own named values
 */
record WindowsEvent(String provider, String channel, String code, @Nullable String recordId, @Nullable String computer,
        EventTime time, @Nullable String outcome, @Nullable String severity, @Nullable String message,
        @Nullable String account, Map<String, String> data) {

    WindowsEvent {
        channel = channel.equals("security") ? "Security" : channel;
    }

    boolean isSysmon() {
        return provider.toLowerCase(Locale.ROOT).contains("sysmon")
                || channel.toLowerCase(Locale.ROOT).contains("sysmon");
    }

    boolean isSecurity() {
        return channel.equals("Security") || provider.equals("Microsoft-Windows-Security-Auditing");
    }

    /** A value of the event's own data; null where it has none of that name. */
    @Nullable
    String value(String name) {
        return data.get(name);
    }

    /** The outcome that audit keywords, event types and words stand for; null where they say nothing of it. */
    static @Nullable String outcome(@Nullable String keywords) {
        if (keywords == null) {
            return null;
        }
        String lower = keywords.toLowerCase(Locale.ROOT);
        if (lower.contains("audit success") || lower.equals("audit_success") || hasBit(lower, 53)) {
            return "success";
        }
        return lower.contains("audit failure") || lower.equals("audit_failure") || hasBit(lower, 52) ? "failure" : null;
    }

    private static boolean hasBit(String keywords, int bit) {
        try {
            long mask = keywords.startsWith("0x")
                    ? Long.parseUnsignedLong(keywords.substring(2), 16)
                    : Long.parseLong(keywords);
            return (mask >>> bit & 1) == 1;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
