package dev.palimpsest.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives integration tests a {@link Stack}: one for the whole run, started for the first test that asks and closed after
 * the last. {@code -Dpalimpsest.stack=containers} takes it from Docker; the default is the local stack.
 */
public final class StackExtension implements ParameterResolver, ExecutionCondition {

    private static final String PROVIDER = "palimpsest.stack";
    private static final int PORT_OFFSET_DEFAULT = 20_000;

    /** No two ports of a stack are this far apart, and the highest stays below the range that Linux hands to clients. */
    private static final int OWN_OFFSET_STEP = 500;

    /** Tests that want containers are skipped, and say so, where no Docker answers. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return !provider().equals("containers") || ContainerStack.isPossible()
                ? ConditionEvaluationResult.enabled("there is a stack")
                : ConditionEvaluationResult
                        .disabled("skipped: -D" + PROVIDER + "=containers needs a Docker that answers");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return stack(context);
    }

    /** The one stack of the run, started where nobody asked before. */
    public Stack stack(ExtensionContext context) {
        // The root store outlives every class, and closes what it holds at the end of the run.
        return context.getRoot().getStore(Namespace.create(StackExtension.class)).getOrComputeIfAbsent(Stack.class,
                _ -> open(),
                Stack.class);
    }

    /** Returns an offset at which a test may start a stack of its own: {@code index} is 1 to 6. */
    public static int ownPortOffset(int index) {
        return Integer.getInteger("palimpsest.port-offset", PORT_OFFSET_DEFAULT) + OWN_OFFSET_STEP * index;
    }

    private static Stack open() {
        return switch (provider()) {
            case "local" -> openLocal();
            case "containers" -> ContainerStack.open();
            default -> throw new IllegalArgumentException(PROVIDER + " must be local or containers");
        };
    }

    private static String provider() {
        return System.getProperty(PROVIDER, "local");
    }

    private static Stack openLocal() {
        try {
            Ports ports = new Ports(ownPortOffset(0));
            StackOptions options = new StackOptions(Files.createTempDirectory("palimpsest-it-"), true, ports,
                    StackOptions.SEARCH_HEAP_DEFAULT);
            LocalStack stack = LocalStack.prepare(options, Progress.SILENT, List.of());
            stack.start();
            return stack;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
