package dev.palimpsest.access;

/**
 * Where a door listens and what it lets in.
 *
 * @param host         address to listen on; loopback unless somebody means otherwise
 * @param port         0 for any free one
 * @param bodyBytesMax longest request body, in bytes
 */
public record DoorConfig(String host, int port, long bodyBytesMax) {

    /** Loopback, bodies up to 64 MiB. */
    public static DoorConfig local(int port) {
        return new DoorConfig("127.0.0.1", port, 64L << 20);
    }
}
