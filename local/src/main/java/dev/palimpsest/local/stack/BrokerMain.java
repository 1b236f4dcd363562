package dev.palimpsest.local.stack;

import java.nio.file.Path;

/** Runs the local stack's broker in a process of its own. */
public final class BrokerMain {

    private BrokerMain() {}

    /**
     * Runs until the process is told to end or the broker dies; then it ends with status 1.
     *
     * @param args the port offset, the directory of the broker's data and the directory of logs
     */
    public static void main(String[] args) {
        Broker broker = new Broker(new Ports(Integer.parseInt(args[0])), Path.of(args[1]), Path.of(args[2]));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(broker::stop));
        broker.start();
        System.err.println("palimpsest: " + broker.died().join());
        System.exit(1);
    }
}
