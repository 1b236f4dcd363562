package dev.palimpsest.local.cli;

import dev.palimpsest.local.client.ClientKey;
import dev.palimpsest.local.service.Services;
import dev.palimpsest.local.stack.LocalStack;
import dev.palimpsest.local.stack.StackOptions;

/** The whole system, started: servers, services, and the key by which the command line reaches them. */
final class RunningSystem implements AutoCloseable {

    private final LocalStack stack;
    private final ClientKey key;
    private volatile boolean started;

    private RunningSystem(LocalStack stack, ClientKey key) {
        this.stack = stack;
        this.key = key;
    }

    /** Starts everything; returns when all of it is ready. A signal stops it. */
    static RunningSystem start(StackOptions options, Console console, Services.Settings settings) {
        LocalStack stack = LocalStack.prepare(options, console, Services.all(settings));
        RunningSystem system = new RunningSystem(stack,
                ClientKey.of(StackFlags.userData(), options.ports().offset()));
        // Signals end the JVM through this hook; a second close then finds nothing to do.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(system::close));
        try {
            stack.start();
            system.started = true;
            system.key.create(stack.data());
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
        console.finish();
        return system;
    }

    LocalStack stack() {
        return stack;
    }

    String key() {
        return key.read().orElseThrow();
    }

    /** What to add to commands so that they find this system. */
    String flags() {
        int offset = stack.ports().offset();
        return offset == 0 ? "" : " --port-offset " + offset;
    }

    @Override
    public void close() {
        if (started) { // before that the key on these ports is somebody else's
            key.close();
        }
        stack.close();
    }
}
