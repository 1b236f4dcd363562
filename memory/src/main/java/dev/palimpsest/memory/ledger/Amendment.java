package dev.palimpsest.memory.ledger;

import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Limits;
import dev.palimpsest.memory.ValidTime;
import dev.palimpsest.memory.indicator.IndicatorFields;
import dev.palimpsest.memory.observation.Reserved;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an order sets on a memory beside its words. A value that cannot be read changes nothing. */
record Amendment(Map<String, String> changes) {

    static Amendment of(Map<String, String> changes) {
        return new Amendment(changes);
    }

    /** The attributes that a caller gave rather than anybody read from words, and the mark of what may be done with it. */
    static SortedMap<String, List<String>> labels(SortedMap<String, List<String>> attributes) {
        TreeMap<String, List<String>> kept = new TreeMap<>(attributes);
        kept.keySet().removeIf(name -> !name.startsWith(Content.LABEL) && !name.equals(Content.SESSION)
                && !name.equals(IndicatorFields.PAP));
        return kept;
    }

    /** The content with the attributes set or taken away; more than fit are left out. Sealed content is as it was. */
    Content to(Content content) {
        return content instanceof Content.Plain plain ? amended(plain) : content;
    }

    private Content amended(Content.Plain plain) {
        TreeMap<String, List<String>> attributes = new TreeMap<>(plain.attributes());
        new TreeMap<>(changes).forEach((name, value) -> {
            if (Reserved.is(name) || name.equals(IndicatorFields.PAP)) {
                return;
            }
            if (value.isEmpty()) {
                attributes.remove(name);
            } else if (attributes.containsKey(name) || attributes.size() < Limits.ATTRIBUTES_MAX) {
                attributes.put(name, List.of(value));
            }
        });
        return attributes.equals(plain.attributes())
                ? plain
                : new Content.Plain(plain.text(), attributes, plain.entities(), plain.categories(), plain.keyId());
    }

    /** The time with another beginning or end; an end before the beginning is at the beginning. */
    ValidTime to(ValidTime valid) {
        Instant from = given(Reserved.SINCE).orElse(valid.from());
        boolean endless = "".equals(changes.get(Reserved.UNTIL));
        Instant end = given(Reserved.UNTIL).isPresent() ? given(Reserved.UNTIL).get() : valid.to();
        Instant to = endless ? null : end;
        return new ValidTime(from, to != null && to.isBefore(from) ? from : to);
    }

    private Optional<Instant> given(String name) {
        return Optional.ofNullable(changes.get(name)).flatMap(Reserved::instant);
    }
}
