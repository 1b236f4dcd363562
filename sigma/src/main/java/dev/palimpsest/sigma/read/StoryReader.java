package dev.palimpsest.sigma.read;

import dev.palimpsest.sigma.Level;
import dev.palimpsest.sigma.Party;
import dev.palimpsest.sigma.Story;
import dev.palimpsest.sigma.match.ValueTest.Compared;
import dev.palimpsest.sigma.yaml.Shape;
import dev.palimpsest.sigma.yaml.Yaml;
import dev.palimpsest.sigma.yaml.YamlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code palimpsest} block, the one thing in a rule that is not Sigma's. */
final class StoryReader {

    private static final Set<String> KEYS = Set.of("from", "on", "confidence", "software");

    private StoryReader() {}

    static Story read(Yaml.Mapping rule, Level level) throws YamlException {
        Optional<Yaml> given = rule.get("palimpsest");
        if (given.isEmpty()) {
            return new Story(List.of(), List.of(), level.confidence(), null);
        }
        Yaml.Mapping block = Shape.mapping(given.get(), "palimpsest");
        for (var entry : block.entries().entrySet()) {
            if (!KEYS.contains(entry.getKey())) {
                throw new YamlException(entry.getValue().line(),
                        "palimpsest has from, on, confidence and software, not " + entry.getKey());
            }
        }
        return new Story(parties(block, "from"), parties(block, "on"), confidence(block, level),
                Shape.text(block, "software").orElse(null));
    }

    private static List<Party> parties(Yaml.Mapping block, String key) throws YamlException {
        List<Party> parties = new ArrayList<>();
        for (String field : Shape.texts(block, key, Party.values().length)) {
            Optional<Party> party = Party.of(field);
            if (party.isEmpty()) {
                throw new YamlException(block.lineOf(key),
                        key + " must be one of " + Party.names() + ", not " + field);
            }
            parties.add(party.get());
        }
        return parties;
    }

    private static double confidence(Yaml.Mapping block, Level level) throws YamlException {
        Optional<String> given = Shape.text(block, "confidence");
        if (given.isEmpty()) {
            return level.confidence();
        }
        double confidence = Compared.number(given.get());
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new YamlException(block.lineOf("confidence"), "confidence is a number from 0 to 1");
        }
        return confidence;
    }
}
