package dev.palimpsest.processor.extract.event;

import java.util.Locale;

/** The relations that sightings state, by the label their identity carries. */
public enum EdgeType {
    CONTACTED_BY("was contacted by"), QUERIED_BY("was queried by"), RESOLVES_TO("resolves to"), REQUESTED_BY(
            "was requested by"), RAN_ON("ran on"), FOUND_ON("was found on"), TRANSFERRED_BY(
                    "was transferred by"), LOGGED_ON_TO(
                            "logged on to"), FAILED_LOGON_TO(
                                    "failed to log on to"), HAS_ADDRESS("has address"), PRESENTED_BY(
                                            "was presented by"), OPENED_ON(
                                                    "was opened on"), MENTIONED_BY("is mentioned by");

    private final String phrase;

    EdgeType(String phrase) {
        this.phrase = phrase;
    }

    /** Such as {@code contacted-by}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What stands between subject and target in a sentence. */
    public String phrase() {
        return phrase;
    }
}
