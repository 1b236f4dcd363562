package dev.palimpsest.access;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a service that cannot start says so. */
public final class Startup {

    private static final Logger LOGGER = LoggerFactory.getLogger(Startup.class);

    private Startup() {}

    /**
     * Starts, or says why not in one line and ends the process with 1, so that its supervisor sees it: half a service is none.
     *
     * @param service as people call it
     */
    public static <T> T orExit(String service, Supplier<T> start) {
        try {
            return start.get();
        } catch (RuntimeException e) {
            LOGGER.atDebug().setCause(e).log("cannot start");
            System.err.println(service + " cannot start: " + reason(e));
            System.exit(1);
            throw e;
        }
    }

    /** Kafka's clients wrap what is wrong with their settings in a sentence that says nothing. */
    static String reason(RuntimeException failure) {
        Throwable said = failure;
        while (said.getCause() != null && String.valueOf(said.getMessage()).startsWith("Failed to ")) {
            said = said.getCause();
        }
        String message = said.getMessage();
        return message == null ? said.getClass().getSimpleName() : message.lines().findFirst().orElse("");
    }
}
