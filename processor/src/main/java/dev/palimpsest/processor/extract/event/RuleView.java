package dev.palimpsest.processor.extract.event;

import dev.palimpsest.sigma.EventFields;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An event as rules see it. Lines of the Linux audit system are taken apart when a rule asks for their parts. */
final class RuleView implements EventFields {

    private static final String AUDIT = "audit.";
    private static final int AUDIT_LENGTH_MAX = 8_192;
    private static final Pattern PAIR = Pattern.compile("\\b([a-z][a-z0-9_-]{0,31})=(?:\"([^\"]*)\"|'([^']*)'|(\\S*))");

    private final SensorEvent event;
    private @Nullable Map<String, List<String>> audit;

    RuleView(SensorEvent event) {
        this.event = event;
    }

    @Override
    public String format() {
        return event.isSysmon() ? "sysmon" : event.format();
    }

    @Override
    public List<String> values(String field) {
        List<String> values = event.all(field);
        return values.isEmpty() && field.startsWith(AUDIT)
                ? audit().getOrDefault(field.substring(AUDIT.length()), List.of())
                : values;
    }

    @Override
    public Collection<List<String>> everything() {
        return event.names().stream().map(event::all).toList();
    }

    private Map<String, List<String>> audit() {
        Map<String, List<String>> known = audit;
        if (known == null) {
            known = parts(event.first("message").orElse(""));
            audit = known;
        }
        return known;
    }

    private static Map<String, List<String>> parts(String message) {
        Map<String, List<String>> parts = new TreeMap<>();
        if (message.contains("msg=audit(") && message.length() <= AUDIT_LENGTH_MAX) {
            Matcher pair = PAIR.matcher(message);
            while (pair.find()) {
                String value = pair.group(2) != null
                        ? pair.group(2)
                        : pair.group(3) != null ? pair.group(3) : pair.group(4);
                parts.putIfAbsent(pair.group(1), List.of(value == null ? "" : value));
            }
        }
        return parts;
    }
}
