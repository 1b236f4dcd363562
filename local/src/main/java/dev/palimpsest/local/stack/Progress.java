package dev.palimpsest.local.stack;

import java.time.Duration;
import java.util.List;

/** Hears how the start of a stack goes. Called from several threads at once. */
public interface Progress {

    /** Hears nothing. */
    Progress SILENT = new Progress() {
        @Override
        public void starting(List<String> components) {}

        @Override
        public void ready(String component, Duration elapsed) {}

        @Override
        public void failed(String component, Duration elapsed) {}
    };

    /** The named components are about to start, in this order of display. */
    void starting(List<String> components);

    /**
     * The component answers.
     *
     * @param elapsed since the component's own start, after what it needs was ready
     */
    void ready(String component, Duration elapsed);

    void failed(String component, Duration elapsed);
}
