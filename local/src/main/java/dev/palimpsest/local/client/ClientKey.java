package dev.palimpsest.local.client;

import dev.palimpsest.access.ApiKeys;
import dev.palimpsest.access.Caller;
import dev.palimpsest.local.service.Services;
import dev.palimpsest.local.stack.StackException;
import dev.palimpsest.memory.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The key by which the command line reaches a stack on this machine. Each start makes a new one in place of the last; it lies where only its
 * owner can read it, one file for each port offset, and is taken away when the stack stops.
 */
public record ClientKey(Path file) implements AutoCloseable {

    private static final TenantId TENANT = new TenantId("default");

    /** The place of the key of the stack on these ports. */
    public static ClientKey of(Path userData, int portOffset) {
        return new ClientKey(userData.resolve("clients").resolve("key-" + portOffset));
    }

    /** Makes a key and lets the stack with this data directory know it. */
    public void create(Path stackData) {
        try {
            String key = new ApiKeys(stackData.resolve(Services.API_KEYS)).replace(Caller.admin(TENANT, "cli"));
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, key);
        } catch (IOException e) {
            throw new StackException("cannot keep the command line's key in " + file, e);
        }
    }

    /** The key; empty where no stack of this user runs on these ports. */
    public Optional<String> read() {
        try {
            return Files.isReadable(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StackException("cannot delete the command line's key in " + file, e);
        }
    }
}
