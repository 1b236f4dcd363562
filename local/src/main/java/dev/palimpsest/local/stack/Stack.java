package dev.palimpsest.local.stack;

import java.net.URI;

/**
 * The three servers everything else talks to, ready to answer. Safe for use by many threads; the addresses do not change
 * while the stack is open.
 */
public interface Stack extends AutoCloseable {

    /** Returns the broker as {@code host:port}. */
    String kafkaBootstrap();

    /** Returns the root of the schema registry; its Confluent-compatible API is at {@code /apis/ccompat/v7} below it. */
    URI registry();

    /** Returns the root of the search node's HTTP API. */
    URI search();

    /** Stops the servers within ten seconds; closing twice does nothing more. */
    @Override
    void close();
}
