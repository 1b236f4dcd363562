package dev.palimpsest.local.stack;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Of the tests that have nothing to do with the shared stack: they run beside those that do, which mostly wait. One class at a
 * time, since two cores do not carry three stacks.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock("beside the shared stack")
public @interface BesideStack {}
