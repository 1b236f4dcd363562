package dev.palimpsest.local.cli;

import dev.palimpsest.local.stack.StackException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps a memory. */
@Command(name = "pin", mixinStandardHelpOptions = true, description = "Keep a memory from ending by itself, or make it immutable for good.")
final class PinCommand implements Callable<Integer> {

    @Option(names = "--off", description = "Let it end again as others do.")
    private boolean off;

    @Option(names = "--immutable", description = "For good: nothing changes it any more, only quarantine and purge end it.")
    private boolean immutable;

    @Mixin
    private final MemoryOrder order = new MemoryOrder();

    @Override
    public Integer call() {
        if (off && immutable) {
            throw new StackException("say --off or --immutable, not both");
        }
        return order.give(immutable ? "immutable" : off ? "unpin" : "pin");
    }
}
