package dev.palimpsest.local.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.observables.Limits.Limit;
import dev.palimpsest.observables.Observable;
import dev.palimpsest.observables.ObservableType;
import dev.palimpsest.observables.Scan;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What was found in a text, for programs. */
public final class FoundJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper JSON = new ObjectMapper();

    private FoundJson() {}

    /** Every indicator with its place and what it implies, over several lines. */
    public static String pretty(Scan scan) {
        ObjectNode answer = NODES.objectNode();
        ArrayNode list = answer.putArray("observables");
        scan.observables().forEach(each -> list.add(observable(each)));
        reached(scan, answer);
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON that cannot be written", e);
        }
    }

    /** Adds {@code found}, distinct values by type, derived ones among them; and {@code cut} where a limit was met. */
    static void byType(Scan scan, ObjectNode answer) {
        Map<ObservableType, Set<String>> values = new TreeMap<>();
        scan.observables().stream().flatMap(Observable::withDerived)
                .forEach(each -> values.computeIfAbsent(each.type(), type -> new LinkedHashSet<>()).add(value(each)));
        ObjectNode found = answer.putObject("found");
        values.forEach((type, all) -> {
            ArrayNode list = found.putArray(type.key());
            all.forEach(list::add);
        });
        reached(scan, answer);
    }

    /** Hardware addresses and telephone numbers as written: who asks for values by the line compares them with the text. */
    private static String value(Observable found) {
        boolean asWritten = found.type() == ObservableType.MAC || found.type() == ObservableType.PHONE;
        return asWritten ? found.raw() : found.value();
    }

    private static ObjectNode observable(Observable found) {
        ObjectNode node = NODES.objectNode();
        node.put("type", found.type().key()).put("value", found.value()).put("raw", found.raw());
        node.put("start", found.start()).put("end", found.end());
        node.put("codePointStart", found.span().codePointStart()).put("codePointEnd", found.span().codePointEnd());
        if (!found.derived().isEmpty()) {
            ArrayNode derived = node.putArray("derived");
            found.derived()
                    .forEach(each -> derived.addObject().put("type", each.type().key()).put("value", each.value()));
        }
        return node;
    }

    private static void reached(Scan scan, ObjectNode answer) {
        if (scan instanceof Scan.Cut cut) {
            ArrayNode limits = answer.putArray("cut");
            cut.reached().stream().map(Limit::name).map(name -> name.toLowerCase(Locale.ROOT)).sorted()
                    .forEach(limits::add);
        }
    }
}
