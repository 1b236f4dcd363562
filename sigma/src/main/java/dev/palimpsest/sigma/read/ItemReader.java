package dev.palimpsest.sigma.read;

import dev.palimpsest.sigma.match.CidrBlock;
import dev.palimpsest.sigma.match.Clause;
import dev.palimpsest.sigma.match.Place;
import dev.palimpsest.sigma.match.TextPattern;
import dev.palimpsest.sigma.match.ValueTest;
import dev.palimpsest.sigma.match.ValueTest.Compared;
import dev.palimpsest.sigma.yaml.Shape;
import dev.palimpsest.sigma.yaml.Yaml;
import dev.palimpsest.sigma.yaml.Yaml.Entry;
import dev.palimpsest.sigma.yaml.Yaml.Scalar;
import dev.palimpsest.sigma.yaml.YamlException;
import dev.palimpsest.sigma.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;

/** Reads one item of a search: a field with modifiers and its values; without a field the values are words. */
final class ItemReader {

    private static final int NAME_MAX = 256;
    private static final int MODIFIERS_MAX = 8;

    Clause read(String key, Entry entry) throws YamlException {
        List<String> parts = List.of(key.split("\\|", -1));
        String field = parts.getFirst();
        if (field.length() > NAME_MAX || parts.size() > MODIFIERS_MAX) {
            throw new YamlException(entry.line(), "the name of a field is too long");
        }
        Modifiers modifiers = Modifiers.read(parts.subList(1, parts.size()), !field.isEmpty(), entry.line());
        List<Clause> clauses = new ArrayList<>();
        for (Yaml item : Shape.items(entry.value())) {
            if (!(item instanceof Scalar value)) {
                throw new YamlException(item.line(), "a value of " + YamlReader.shown(key) + " is " + item.kind());
            }
            clauses.addAll(clauses(field, modifiers, value));
        }
        if (clauses.isEmpty()) {
            throw new YamlException(entry.line(), YamlReader.shown(key) + " has no values");
        }
        if (clauses.size() == 1) {
            return clauses.getFirst();
        }
        return modifiers.has("all") ? new Clause.All(clauses) : new Clause.Any(clauses);
    }

    private static List<Clause> clauses(String field, Modifiers modifiers, Scalar value) throws YamlException {
        List<String> names = List.of(field);
        if ("exists".equals(modifiers.kind())) {
            return switch (value.text()) {
                case "true" -> List.of(new Clause.Not(new Clause.Absent(names)));
                case "false" -> List.of(new Clause.Absent(names));
                default -> throw new YamlException(value.line(), "exists is true or false");
            };
        }
        if ("fieldref".equals(modifiers.kind())) {
            return List.of(new Clause.SameAs(names, List.of(value.text()), modifiers.place()));
        }
        if (value.isNull() || (value.text().isEmpty() && modifiers.place() == Place.WHOLE)) {
            if (field.isEmpty()) {
                throw new YamlException(value.line(), "nothing is no word to look for");
            }
            return List.of(new Clause.Absent(names));
        }
        ValueTest test = test(modifiers, value);
        return List.of(field.isEmpty() ? new Clause.Anywhere(test) : new Clause.Field(names, test));
    }

    private static ValueTest test(Modifiers modifiers, Scalar value) throws YamlException {
        String kind = modifiers.kind();
        return switch (kind == null ? "" : kind) {
            case "" -> text(modifiers, value);
            case "re" -> Expressions.read(value.text(), modifiers, value.line());
            case "cidr" -> CidrBlock.of(value.text()).orElseThrow(() -> new YamlException(value.line(),
                    "\"" + YamlReader.shown(value.text()) + "\" is no address block such as 10.0.0.0/8"));
            default -> {
                double bound = Compared.number(value.text());
                if (Double.isNaN(bound)) {
                    throw new YamlException(value.line(), kind + " compares numbers, not \""
                            + YamlReader.shown(value.text()) + "\"");
                }
                yield new Compared(modifiers.order(), bound);
            }
        };
    }

    private static ValueTest text(Modifiers modifiers, Scalar value) throws YamlException {
        if (!TextPattern.isReadable(value.text())) {
            throw new YamlException(value.line(), "a value has at most " + TextPattern.LENGTH_MAX + " characters");
        }
        boolean cased = modifiers.has("cased");
        return Encoded.isAsked(modifiers)
                ? Encoded.read(value.text(), modifiers, cased)
                : TextPattern.of(value.text(), modifiers.place(), cased, modifiers.has("windash"));
    }
}
