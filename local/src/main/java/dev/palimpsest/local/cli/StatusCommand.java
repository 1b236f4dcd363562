package dev.palimpsest.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.palimpsest.access.Door;
import dev.palimpsest.local.stack.Answers;
import dev.palimpsest.local.stack.Ports;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Says which parts of the local stack are ready. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Say which parts of the stack on this machine are ready.")
final class StatusCommand implements Callable<Integer> {

    @Option(names = "--port-offset", paramLabel = "N", defaultValue = "0", description = "The stack whose ports are moved by N (default: ${DEFAULT-VALUE}).")
    private int portOffset;

    @Option(names = "--json", description = "Print JSON for programs.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        Ports ports = new Ports(portOffset);
        Map<String, Boolean> parts = new LinkedHashMap<>();
        parts.put("query-api", ready(ports.api().number(), "/health/ready"));
        parts.put("ingest", ready(ports.ingest().number(), "/health/ready"));
        parts.put("processor", ready(ports.processorHealth().number(), "/health/ready"));
        parts.put("kafka", Answers.listens(ports.kafka().number()));
        parts.put("registry", ready(ports.registry().number(), "/apis/ccompat/v7/subjects"));
        parts.put("opensearch", ready(ports.search().number(), "/"));
        String alarms = alarms(ports);
        if (json) {
            System.out.println(Door.JSON.writeValueAsString(parts));
        } else {
            parts.forEach((part, ready) -> System.out.println((ready ? "ready      " : "not ready  ") + part));
        }
        if (!alarms.isEmpty()) {
            System.err.println("palimpsest: " + alarms);
        }
        return parts.containsValue(false) || !alarms.isEmpty() ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    /** What somebody must look at though the processor works. */
    private static String alarms(Ports ports) throws JsonProcessingException {
        String health = Answers.text(
                URI.create("http://" + Ports.LOOPBACK + ":" + ports.processorHealth().number() + "/health/ready"));
        return Door.JSON.readTree(health.isEmpty() ? "{}" : health).path("alarms").path("checkpoints").asText();
    }

    private static boolean ready(int port, String path) {
        return Answers.ok(URI.create("http://" + Ports.LOOPBACK + ":" + port + path));
    }
}
