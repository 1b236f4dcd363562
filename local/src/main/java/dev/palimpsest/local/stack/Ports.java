package dev.palimpsest.local.stack;

/**
 * Where each part of the local stack listens, on loopback. One offset moves them all, so that stacks can run side by side.
 *
 * @param offset added to every default port, 0 to {@link #OFFSET_MAX}
 */
public record Ports(int offset) {

    /** Keeps the highest default port, 9300, within 65535. */
    public static final int OFFSET_MAX = 56_000;

    public static final String LOOPBACK = "127.0.0.1";

    public Ports {
        if (offset < 0 || offset > OFFSET_MAX) {
            throw new StackException("the port offset must be between 0 and " + OFFSET_MAX + ", not " + offset);
        }
    }

    /**
     * A port and who listens on it.
     *
     * @param number 1 to 65535
     * @param owner the part that listens there, as shown to people
     */
    public record Port(int number, String owner) {}

    public Port kafka() {
        return new Port(9092 + offset, "Kafka");
    }

    public Port kafkaController() {
        return new Port(9093 + offset, "Kafka's controller");
    }

    public Port registry() {
        return new Port(8081 + offset, "the schema registry");
    }

    public Port search() {
        return new Port(9200 + offset, "OpenSearch");
    }

    public Port searchTransport() {
        return new Port(9300 + offset, "OpenSearch's transport");
    }

    public Port api() {
        return new Port(8080 + offset, "the query API");
    }

    public Port ingest() {
        return new Port(8088 + offset, "ingest");
    }

    /** Syslog, over TCP and UDP. */
    public Port syslog() {
        return new Port(5514 + offset, "syslog");
    }

    public Port processorHealth() {
        return new Port(8090 + offset, "the processor's health");
    }
}
