package dev.palimpsest.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one memory. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Show one memory with its evidence, as it is or as a version of it was.")
final class ShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "A memory's id, its first eight characters, or id@version as briefings cite it.")
    private String id = "";

    @Mixin
    private final MomentFlags moment = new MomentFlags();

    @Mixin
    private final ClientFlags flags = new ClientFlags();

    @Override
    public Integer call() {
        JsonNode memory = flags.api().get(moment.on("/api/v1/memories/" + MemoryArgument.path(id)));
        if (flags.json()) {
            System.out.println(Output.pretty(memory));
            return ExitCode.OK;
        }
        System.out.println(Output.line(memory));
        memory.path("attributes").properties().forEach(attribute -> System.out
                .println("    " + attribute.getKey() + ": " + MemoryArgument.values(attribute.getValue())));
        System.out.println("    valid from " + Output.minute(memory.path("validFrom").asText()) + " UTC, trust "
                + memory.path("trust").asText() + ", TLP:" + memory.path("marking").asText()
                + (memory.path("candidate").asBoolean() ? ", a candidate: one weak source alone says so" : "")
                + (memory.path("pinned").asBoolean() ? ", pinned" : "")
                + (memory.path("immutable").asBoolean() ? ", immutable" : ""));
        memory.path("contradictedBy").forEach(
                rival -> System.out.println("    a weaker word says otherwise: " + rival.asText()));
        memory.path("evidence").forEach(evidence -> System.out.println("    evidence " + evidence.path("topic").asText()
                + " " + evidence.path("partition").asInt() + "@" + evidence.path("offset").asLong() + " by "
                + evidence.path("extractor").asText() + ", from " + evidence.path("source").asText()));
        memory.path("derivedFrom").forEach(ref -> System.out.println("    derived from " + ref.asText()));
        return ExitCode.OK;
    }
}
