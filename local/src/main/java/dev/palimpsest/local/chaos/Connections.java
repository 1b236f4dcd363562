package dev.palimpsest.local.chaos;

import dev.palimpsest.local.chaos.Account.Contact;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A made-up batch of connections whose right count is known: each has an id of its own, so that sending the batch again changes
 * nothing.
 *
 * @param lines    what is sent: Zeek's connections as JSON lines
 * @param contacts how many connect whom
 * @param count    of lines
 */
record Connections(String lines, Map<Contact, Long> contacts, int count) {

    /** Few enough pairs that every window folds many sightings. */
    private static final int SOURCES = 8;
    private static final int TARGETS = 3;

    Connections {
        contacts = Map.copyOf(contacts);
    }

    /** The batch of that number of a sender; the same each time. */
    static Connections batch(int sender, long number, int count) {
        StringBuilder lines = new StringBuilder();
        Map<Contact, Long> contacts = new HashMap<>();
        for (int i = 0; i < count; i++) {
            long event = number * count + i;
            String source = "10.9.1." + (event % SOURCES + 1);
            String target = "10.9.2." + (event % TARGETS + 1);
            lines.append(String.format(Locale.ROOT, """
                    {"_path":"conn","ts":"2026-11-20T10:%02d:%02d.%06dZ","uid":"C%d%09d","id.orig_h":"%s","id.orig_p":%d,\
                    "id.resp_h":"%s","id.resp_p":443,"proto":"tcp","service":"ssl","conn_state":"SF"}
                    """, event / 3600 % 60, event / 60 % 60, event % 1_000_000, sender, event, source,
                    20_000 + event % 40_000, target));
            contacts.merge(new Contact("ip:" + source, "ip:" + target), 1L, Long::sum);
        }
        return new Connections(lines.toString(), contacts, count);
    }
}
