package dev.palimpsest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** How much memory this process and the servers it started hold; 0 where the kernel does not tell (only Linux does). */
final class Footprint {

    private Footprint() {}

    /** In mebibytes: the heap in use and the resident sets. */
    static Map<String, Object> sample() {
        Runtime runtime = Runtime.getRuntime();
        Map<String, Object> sample = new LinkedHashMap<>();
        sample.put("heap_used_mib", (runtime.totalMemory() - runtime.freeMemory()) >> 20);
        sample.put("services_and_clients_resident_mib", resident(ProcessHandle.current()));
        try (Stream<ProcessHandle> servers = ProcessHandle.current().descendants()) {
            sample.put("servers_resident_mib", servers.mapToLong(Footprint::resident).sum());
        }
        return sample;
    }

    private static long resident(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
