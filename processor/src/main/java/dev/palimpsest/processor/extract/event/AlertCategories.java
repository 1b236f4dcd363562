package dev.palimpsest.processor.extract.event;

import java.util.Map;
import java.util.Optional;

/** Techniques that the usual categories of Suricata rules stand for, where they stand for one at all. */
final class AlertCategories {

    private static final Map<String, String> TECHNIQUES = Map.ofEntries(
            Map.entry("malware command and control activity detected", "T1071"),
            Map.entry("a network trojan was detected", "T1071"),
            Map.entry("domain observed used for c2 detected", "T1071"),
            Map.entry("targeted malicious activity was detected", "T1071"),
            Map.entry("exploit kit activity detected", "T1189"),
            Map.entry("web application attack", "T1190"),
            Map.entry("access to a potentially vulnerable web application", "T1190"),
            Map.entry("detection of a network scan", "T1046"),
            Map.entry("attempted administrator privilege gain", "T1210"),
            Map.entry("attempted user privilege gain", "T1210"),
            Map.entry("successful administrator privilege gain", "T1210"),
            Map.entry("possible social engineering attempted", "T1566"),
            Map.entry("credential theft detected", "T1056"),
            Map.entry("crypto currency mining activity detected", "T1496"),
            Map.entry("an attempted login using a suspicious username was detected", "T1110"));

    private AlertCategories() {}

    /** The id of a technique; empty for categories of policy, protocol and miscellany. */
    static Optional<String> technique(String category) {
        return Optional.ofNullable(TECHNIQUES.get(category));
    }
}
