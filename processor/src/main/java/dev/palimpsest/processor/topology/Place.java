package dev.palimpsest.processor.topology;

import java.util.Arrays;

/** Where a failure came from. Its message may quote what somebody said, and a log file cannot be made to forget. */
public final class Place {

    private Place() {}

    /** The failure's class and the place in this product's code, without a word of the message. */
    public static String of(Throwable failure) {
        return failure.getClass().getName() + Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("dev.palimpsest.")).findFirst()
                .map(frame -> " at " + frame).orElse("");
    }
}
