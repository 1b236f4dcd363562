package dev.palimpsest.memory.indicator;

import dev.palimpsest.memory.Subject;
import java.time.Duration;

/**
 * How indicators of a type lose worth: by the polynomial {@code 1 - (t / lifetime) ^ (1 / (3 * pound))}. The figures are
 * OpenCTI's defaults.
 */
public enum DecayModel {
    /** Addresses, networks and URLs, which change hands quickly. */
    NETWORK(47, 0.55),
    /** Names, which stay with their owner for a registration. */
    NAME(300, 0.7),
    /** Files, which never become another file. */
    FILE(460, 0.3),
    /** All else. */
    OTHER(470, 0.35);

    private static final double POUND_FACTOR = 3;

    private final Duration lifetime;
    private final double pound;

    DecayModel(int lifetimeDays, double pound) {
        this.lifetime = Duration.ofDays(lifetimeDays);
        this.pound = pound;
    }

    /** The model for a subject, by its type. */
    public static DecayModel of(Subject subject) {
        return switch (subject.type()) {
            case "ip", "cidr", "url" -> NETWORK;
            case "domain" -> NAME;
            case "md5", "sha1", "sha256", "sha512" -> FILE;
            default -> OTHER;
        };
    }

    /** After this long nothing is left. */
    public Duration lifetime() {
        return lifetime;
    }

    /** How long after it was last heard of this share of an indicator's worth is left, 0 to 1. */
    public Duration until(double share) {
        return Duration.ofSeconds((long) (lifetime.toSeconds() * Math.pow(1 - share, POUND_FACTOR * pound)));
    }

    /** The share that is left, 0 to 1, after the time since the indicator was last heard of; before that, all. */
    public double left(Duration age) {
        if (age.isNegative() || age.isZero()) {
            return 1;
        }
        double share = (double) age.toSeconds() / lifetime.toSeconds();
        return share >= 1 ? 0 : 1 - Math.pow(share, 1 / (POUND_FACTOR * pound));
    }
}
