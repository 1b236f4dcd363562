package dev.palimpsest.sigma.source;

import dev.palimpsest.sigma.LogSource;
import dev.palimpsest.sigma.yaml.YamlException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The log sources whose events are known. Immutable. */
public final class SourceCatalogue {

    private static final SourceCatalogue STANDARD = load();

    private final List<EventSource> sources;

    SourceCatalogue(List<EventSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /** Those in {@code logsources.yml}. */
    public static SourceCatalogue standard() {
        return STANDARD;
    }

    /** All of them. */
    public List<EventSource> sources() {
        return sources;
    }

    /** Whether any events may be those a rule is about. */
    public boolean knows(LogSource source) {
        return sources.stream().anyMatch(known -> source.covers(known.name()));
    }

    /** What a field that rules name is called in events of a log source; its own name where nothing maps it. */
    public String eventField(LogSource source, String field) {
        return sources.stream().filter(known -> source.covers(known.name()))
                .flatMap(known -> known.fields().getOrDefault(field, List.of()).stream()).findFirst().orElse(field);
    }

    private static SourceCatalogue load() {
        try (InputStream in = SourceCatalogue.class.getResourceAsStream("/dev/palimpsest/sigma/logsources.yml")) {
            if (in == null) {
                throw new IllegalStateException("logsources.yml is not in the jar");
            }
            return SourceReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (YamlException e) {
            throw new IllegalStateException("logsources.yml:" + e.line() + ": " + e.reason(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
