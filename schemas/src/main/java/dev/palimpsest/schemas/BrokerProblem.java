package dev.palimpsest.schemas;

import dev.palimpsest.peers.Brokers;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** What is wrong with a connection to the brokers, for people. */
public final class BrokerProblem {

    private BrokerProblem() {}

    /** In one line, which tells those who are turned away from those who hear nothing. */
    public static String line(Brokers brokers, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
                return "the brokers at " + brokers + " turn us away: "
                        + String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
            }
        }
        return "the brokers at " + brokers + " do not answer";
    }
}
