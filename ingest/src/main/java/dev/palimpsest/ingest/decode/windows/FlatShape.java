package dev.palimpsest.ingest.decode.windows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.EventTime;
import dev.palimpsest.ingest.decode.record.FieldSet;
import dev.palimpsest.ingest.decode.record.JsonFields;
import dev.palimpsest.ingest.decode.record.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Events as one flat object: NXLog, and PowerShell or collectors that copy its names. */
final class FlatShape {

    /** What describes the record and not what happened. */
    private static final Set<String> SYSTEM_KEYS = Set.of("@timestamp", "@version", "Channel", "LogName", "Computer",
            "ComputerName", "MachineName", "Hostname", "EventID", "EventId", "EventRecordID", "RecordNumber",
            "RecordId",
            "EventTime", "TimeCreated", "EventReceivedTime", "SourceName", "ProviderName", "ProviderGuid", "ProviderId",
            "SourceModuleName", "SourceModuleType", "Severity", "SeverityValue", "Level", "LevelDisplayName",
            "Keywords",
            "Task", "Opcode", "OpcodeValue", "Version", "ThreadID", "ExecutionProcessID", "Message", "Category", "host",
            "port", "tags", "EventTypeOrignal", "EventTypeOriginal", "UserID", "AccountType", "ERROR_EVT_UNRESOLVED");

    private static final Duration OFFSET_STEP = Duration.ofMinutes(15);
    private static final long OFFSET_MINUTES_MAX = 14 * 60;

    private FlatShape() {}

    static boolean fits(JsonNode json) {
        return JsonFields.text(json, "EventID", "EventId") != null
                && JsonFields.text(json, "Channel", "LogName", "SourceName", "ProviderName") != null;
    }

    static WindowsEvent read(JsonNode json, Arrival arrival) {
        Map<String, String> data = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : json.properties()) {
            String value = JsonFields.text(property.getValue());
            if (value != null && !SYSTEM_KEYS.contains(property.getKey())) {
                data.put(property.getKey(), value);
            }
        }
        String outcome = WindowsEvent.outcome(JsonFields.text(json, "EventType"));
        if (outcome == null) {
            outcome = WindowsEvent.outcome(JsonFields.text(json, "Keywords"));
        }
        return new WindowsEvent(textOrEmpty(json, "SourceName", "ProviderName"),
                textOrEmpty(json, "Channel", "LogName"),
                textOrEmpty(json, "EventID", "EventId"),
                JsonFields.text(json, "RecordNumber", "EventRecordID", "RecordId"),
                JsonFields.text(json, "Hostname", "Computer", "ComputerName", "MachineName"), time(json, arrival),
                outcome, JsonFields.text(json, "Severity", "LevelDisplayName", "Level"),
                JsonFields.text(json, "Message"), account(json), data);
    }

    private static @Nullable String account(JsonNode json) {
        String name = JsonFields.text(json, "AccountName");
        String domain = JsonFields.text(json, "Domain");
        return name == null || domain == null || FieldSet.isNone(name) ? name : domain + '\\' + name;
    }

    /**
     * The event log's own time where it is given in UTC, else Sysmon's, else NXLog's local {@code EventTime}: its zone is the
     * distance between the local and the UTC time of receipt that such records carry, in whole quarters of an hour.
     */
    private static EventTime time(JsonNode json, Arrival arrival) {
        String created = JsonFields.text(json, "TimeCreated");
        if (created != null && Timestamps.parse(created).isPresent()) {
            return EventTime.of(created, arrival);
        }
        Optional<Instant> utc = Timestamps.parse(JsonFields.text(json, "UtcTime"));
        if (utc.isPresent()) {
            return EventTime.of(utc.get(), null, arrival);
        }
        String local = JsonFields.text(json, "EventTime");
        Optional<Instant> read = Timestamps.parse(local);
        if (local == null || read.isEmpty()) {
            return EventTime.of(JsonFields.text(json, "@timestamp"), arrival);
        }
        if (Timestamps.namesZone(local)) {
            return EventTime.of(read.get(), null, arrival);
        }
        return offset(json).map(offset -> EventTime.of(read.get().minus(offset), null, arrival))
                .orElseGet(() -> EventTime.of(read.get(), EventTime.ZONE_ASSUMED, arrival));
    }

    /** How far local time is ahead of UTC; empty where the record does not tell. */
    private static Optional<Duration> offset(JsonNode json) {
        Optional<Instant> local = Timestamps.parse(JsonFields.text(json, "EventReceivedTime"));
        Optional<Instant> utc = Timestamps.parse(JsonFields.text(json, "@timestamp"));
        if (local.isEmpty() || utc.isEmpty()) {
            return Optional.empty();
        }
        double minutes = Duration.between(utc.get(), local.get()).toSeconds() / 60.0;
        long steps = Math.round(minutes / OFFSET_STEP.toMinutes());
        return Math.abs(minutes) > OFFSET_MINUTES_MAX
                ? Optional.empty()
                : Optional.of(OFFSET_STEP.multipliedBy(steps));
    }

    private static String textOrEmpty(JsonNode json, String... names) {
        String text = JsonFields.text(json, names);
        return text == null ? "" : text;
    }
}
