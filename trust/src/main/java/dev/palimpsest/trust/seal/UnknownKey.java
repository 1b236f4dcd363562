package dev.palimpsest.trust.seal;

import java.nio.file.Path;

/** A key is asked for that was never in a directory: it is another stack's, or the directory is the wrong one. */
public final class UnknownKey extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final String directory;

    UnknownKey(String keyId, Path directory) {
        super("key " + keyId + " was never in " + directory.toAbsolutePath()
                + ": all services must share one directory of keys");
        this.directory = directory.toAbsolutePath().toString();
    }

    /** Where it was looked for. */
    public String directory() {
        return directory;
    }
}
