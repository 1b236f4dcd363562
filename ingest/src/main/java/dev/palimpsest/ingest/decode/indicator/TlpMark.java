package dev.palimpsest.ingest.decode.indicator;

import dev.palimpsest.memory.Tlp;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes markings of the Traffic Light Protocol, versions 1 and 2. */
public final class TlpMark {

    private static final Map<String, Tlp> STIX_IDS = Map.of(id("94868c89-83c2-464b-929b-a1a8aa3c8487"), Tlp.CLEAR,
            id("bab4a63c-aed9-4cf5-a766-dfca5abac2bb"), Tlp.GREEN, id("55d920b0-5e8b-4f79-9ee9-91f868d9b421"),
            Tlp.AMBER,
            id("939a9414-2ddd-4d32-a0cd-375ea402b003"), Tlp.AMBER_STRICT, id("e828b379-4e03-4974-9ac4-e53a884c97c1"),
            Tlp.RED,
            id("613f2e26-407d-48c7-9eca-b8e91df99dc9"), Tlp.CLEAR, id("34098fce-860f-48ae-8e50-ebd3cc5e41da"),
            Tlp.GREEN,
            id("f88d31f6-486f-44da-b317-01333bde0b82"), Tlp.AMBER, id("5e57c739-391a-4eb3-b6be-7d15ca92d5ed"), Tlp.RED);

    private TlpMark() {}

    /** The marking that one of the standard's own marking definitions stands for. */
    public static Optional<Tlp> ofStixId(String id) {
        return Optional.ofNullable(STIX_IDS.get(id));
    }

    /** The marking a text names: {@code TLP:AMBER+STRICT}, {@code tlp:white}, {@code green}. */
    public static Optional<Tlp> parse(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        String name = text.strip().toLowerCase(Locale.ROOT);
        return switch (name.startsWith("tlp:") ? name.substring(4).strip() : name) {
            case "clear", "white", "unclear" -> Optional.of(Tlp.CLEAR);
            case "green" -> Optional.of(Tlp.GREEN);
            case "amber" -> Optional.of(Tlp.AMBER);
            case "amber+strict", "amber-strict", "amber_strict" -> Optional.of(Tlp.AMBER_STRICT);
            case "red", "ex:chr" -> Optional.of(Tlp.RED);
            default -> Optional.empty();
        };
    }

    /** As the field {@code tlp} has it, which {@link #parse} reads back. */
    public static String text(Tlp tlp) {
        return tlp == Tlp.AMBER_STRICT ? "amber+strict" : tlp.name().toLowerCase(Locale.ROOT);
    }

    private static String id(String uuid) {
        return "marking-definition--" + uuid;
    }
}
