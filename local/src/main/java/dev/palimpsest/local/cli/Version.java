package dev.palimpsest.local.cli;

import picocli.CommandLine.IVersionProvider;

/** Tells the version of the build and of the JVM it runs on. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Palimpsest.class.getPackage().getImplementationVersion();
        return new String[]{
                "palimpsest " + (version == null ? "(not packaged)" : version) + " (Java " + Runtime.version() + ")"};
    }
}
