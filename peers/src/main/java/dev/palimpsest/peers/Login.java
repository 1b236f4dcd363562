package dev.palimpsest.peers;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Name and password; the password stays out of {@link #toString}.
 *
 * @param user without a colon, which HTTP cannot carry
 */
public record Login(String user, String password) {

    /** @throws IllegalArgumentException where the name has a colon */
    public Login {
        if (user.contains(":")) {
            throw new IllegalArgumentException("the name of a login cannot have a colon in it: " + user);
        }
    }

    /** As HTTP's basic authentication sends it. */
    public String header() {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return user + ":***";
    }
}
