package dev.palimpsest.query.transfer;

import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether what was read from a text has all its parts: JSON leaves out what it likes, and a record takes it. */
final class Parts {

    private Parts() {}

    private record Part(String name, @Nullable Object value) {}

    /** The name of a part that must be there and is not; empty where nothing is missing. */
    static Optional<String> missing(Record whole) {
        Deque<Part> open = new ArrayDeque<>();
        open.add(new Part("", whole));
        while (!open.isEmpty()) {
            Part part = open.remove();
            switch (part.value()) {
                case null -> {
                    return Optional.of(part.name());
                }
                case Record value -> addComponents(open, part.name(), value);
                case Collection<?> values -> values.forEach(value -> open.add(new Part(part.name(), value)));
                case Map<?, ?> values -> values.forEach((name, value) -> open.add(new Part(part.name(), value)));
                default -> {
                    // a value without parts
                }
            }
        }
        return Optional.empty();
    }

    private static void addComponents(Deque<Part> open, String name, Record value) {
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            Object part = valueOf(component, value);
            if (part != null || !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                open.add(new Part(name.isEmpty() ? component.getName() : name + "." + component.getName(), part));
            }
        }
    }

    private static @Nullable Object valueOf(RecordComponent component, Record value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a part of a line that cannot be read", e);
        }
    }
}
