package dev.palimpsest.sigma;

import java.util.Collection;
import java.util.List;

/** An event as rules see it: flat fields with their values. */
public interface EventFields {

    /** What the event was decoded from, such as {@code sysmon} or {@code zeek}. */
    String format();

    /** The values of a field by its name in the event, in order; empty where it has none. */
    List<String> values(String field);

    /** The values of all fields, for rules that look for words anywhere. */
    Collection<List<String>> everything();
}
