package dev.palimpsest.sigma.yaml;

/** A text that is no YAML, or not of a shape that is understood. The message is one line for people. */
public final class YamlException extends Exception {

    private static final long serialVersionUID = 1;

    private final int line;

    /** @param line counts from 1 */
    public YamlException(int line, String reason) {
        super(reason, null, false, false);
        this.line = line;
    }

    /** Where; counts from 1. */
    public int line() {
        return line;
    }

    /** Why. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
