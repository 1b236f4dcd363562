package dev.palimpsest.local.system;

import dev.palimpsest.local.stack.Stack;
import dev.palimpsest.local.stack.StackExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives integration tests the services on a stack: both once for the whole run, so that no class waits until a processor
 * has read what all the others wrote. A test has a tenant of its own, and leaves the services as it found them.
 */
public final class SystemExtension implements ParameterResolver, ExecutionCondition {

    private final StackExtension stacks = new StackExtension();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return stacks.evaluateExecutionCondition(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestSystem.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // What came last is closed first: the services before the stack they stand on.
        Stack stack = stacks.stack(context);
        return context.getRoot().getStore(Namespace.create(SystemExtension.class)).getOrComputeIfAbsent(
                TestSystem.class, _ -> start(stack), TestSystem.class);
    }

    private static TestSystem start(Stack stack) {
        try {
            return new TestSystem(stack);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
