package dev.palimpsest.ingest.decode.syslog;

import dev.palimpsest.ingest.decode.record.Arrival;
import dev.palimpsest.ingest.decode.record.EventTime;
import dev.palimpsest.ingest.decode.record.FieldSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads RFC 5424: {@code <34>1 2026-05-01T10:00:00Z host app 123 ID [sd a="b"] message}. The priority may be missing. */
final class ModernSyslog {

    private static final int FIELD_CHARS_MAX = 255;
    private static final int PAIRS_MAX = 64;

    private final String line;
    private int at;

    private ModernSyslog(String line, int at) {
        this.line = line;
        this.at = at;
    }

    static Optional<SyslogHeader> read(String line, Arrival arrival) {
        int priority = SyslogHeader.priority(line);
        int start = priority < 0 ? 0 : line.indexOf('>') + 1;
        boolean version = line.startsWith("1 ", start) || line.startsWith("2 ", start);
        return version ? new ModernSyslog(line, start + 2).header(priority, arrival) : Optional.empty();
    }

    private Optional<SyslogHeader> header(int priority, Arrival arrival) {
        String[] fields = new String[5];
        for (int i = 0; i < fields.length; i++) {
            int end = line.indexOf(' ', at);
            if (end <= at || end - at > FIELD_CHARS_MAX) {
                return Optional.empty();
            }
            fields[i] = line.substring(at, end);
            at = end + 1;
        }
        boolean timed = fields[0].equals("-") || (fields[0].length() >= 19 && Character.isDigit(fields[0].charAt(0)));
        if (!timed) {
            return Optional.empty();
        }
        Map<String, String> data = data();
        String body = line.substring(Math.min(at, line.length())).stripLeading();
        return Optional.of(new SyslogHeader(priority, EventTime.of(known(fields[0]), arrival), known(fields[1]),
                known(fields[2]), known(fields[3]), known(fields[4]), data,
                body.startsWith("\uFEFF") ? body.substring(1) : body));
    }

    /** Reads {@code -} or elements; where they are damaged the rest is the message. */
    private Map<String, String> data() {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (line.startsWith("-", at) && (at + 1 == line.length() || line.charAt(at + 1) == ' ')) {
            at++;
            return pairs;
        }
        while (at < line.length() && line.charAt(at) == '[') {
            int start = at;
            if (!element(pairs)) {
                at = start;
                return pairs;
            }
        }
        return pairs;
    }

    private boolean element(Map<String, String> pairs) {
        int idEnd = at + 1;
        while (idEnd < line.length() && line.charAt(idEnd) != ' ' && line.charAt(idEnd) != ']') {
            idEnd++;
        }
        String id = line.substring(at + 1, idEnd);
        at = idEnd;
        while (at < line.length() && line.charAt(at) == ' ') {
            int equals = line.indexOf("=\"", at);
            if (equals < 0 || equals - at > FIELD_CHARS_MAX) {
                return false;
            }
            String name = line.substring(at + 1, equals);
            String value = quoted(equals + 2);
            if (value == null) {
                return false;
            }
            if (pairs.size() < PAIRS_MAX && id.length() <= FIELD_CHARS_MAX) {
                pairs.putIfAbsent(id + '.' + name, value);
            }
        }
        boolean closed = at < line.length() && line.charAt(at) == ']' && !id.isEmpty();
        at++;
        return closed;
    }

    /** The value up to its closing quote; null where there is none. Moves behind the quote. */
    private @Nullable String quoted(int start) {
        StringBuilder value = new StringBuilder();
        for (int i = start; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length() && "\"\\]".indexOf(line.charAt(i + 1)) >= 0) {
                value.append(line.charAt(++i));
            } else if (c == '"') {
                at = i + 1;
                return value.toString();
            } else {
                value.append(c);
            }
        }
        return null;
    }

    private static @Nullable String known(String field) {
        return FieldSet.isNone(field) ? null : field;
    }
}
