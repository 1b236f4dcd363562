package dev.palimpsest.peers;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The Kafka brokers, and what a client shows them to be let in. Every client is made from this, so that none goes without. What it
 * shows stays out of {@link #toString}.
 *
 * @param servers  {@code host:port}, several with commas between
 * @param security settings of Kafka's clients, in Kafka's own names; empty for plain connections
 */
public record Brokers(String servers, Map<String, String> security) {

    private static final String SERVERS = "bootstrap.servers";
    private static final String PROTOCOL = "security.protocol";

    /** What a file may set. What records are acknowledged by and who reads what is not for an operator to change in passing. */
    private static final Map<String, String> KNOWN = Map.of(PROTOCOL, PROTOCOL, "security.providers",
            "security.providers", "ssl.", "ssl.*", "sasl.", "sasl.*", "config.providers", "config.providers*",
            "client.dns.lookup", "client.dns.lookup");

    public Brokers {
        security = Map.copyOf(security);
    }

    /** Reached without encryption and without a name. */
    public static Brokers at(String servers) {
        return new Brokers(servers, Map.of());
    }

    /**
     * From settings by name: {@code kafka}, and {@code kafka-properties-file}, a file in the format that Kafka's own tools take as
     * {@code --command-config}.
     *
     * @param setting the value of a name, where there is one
     * @throws IllegalArgumentException in one line that shows no value of the file
     */
    public static Brokers from(Function<String, Optional<String>> setting) {
        return at(setting.apply("kafka").orElse("127.0.0.1:9092"))
                .secured(setting.apply("kafka-properties-file").map(Path::of));
    }

    /**
     * The same brokers, with what a file says, where there is one.
     *
     * @throws IllegalArgumentException as {@link #from}
     */
    public Brokers secured(Optional<Path> file) {
        return file.map(path -> new Brokers(servers, read(path))).orElse(this);
    }

    /**
     * All settings of one client.
     *
     * @param own those of this client alone
     */
    public Map<String, Object> client(Map<String, ?> own) {
        Map<String, Object> all = new HashMap<>(security);
        all.putAll(own);
        all.put(SERVERS, servers);
        return all;
    }

    /** How clients speak to them, as Kafka names it. */
    public String protocol() {
        return security.getOrDefault(PROTOCOL, "PLAINTEXT");
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("kafka-properties-file: cannot read " + file + " as properties", e);
        }
        Map<String, String> read = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (!name.equals(SERVERS)) { // files of Kafka's tools often have it; where the brokers are is said once, by the setting
                read.put(known(file, name), properties.getProperty(name).strip());
            }
        }
        return read;
    }

    private static String known(Path file, String name) {
        Stream<String> fit = KNOWN.keySet().stream()
                .filter(known -> (known.endsWith(".") || known.equals("config.providers"))
                        ? name.startsWith(known)
                        : name.equals(known));
        if (fit.findAny().isEmpty()) {
            throw new IllegalArgumentException("kafka-properties-file: " + file + " may not set " + name
                    + ", only how brokers are reached: "
                    + String.join(", ", KNOWN.values().stream().sorted().toList()));
        }
        return name;
    }

    @Override
    public String toString() {
        return servers + " (" + protocol() + ")";
    }
}
