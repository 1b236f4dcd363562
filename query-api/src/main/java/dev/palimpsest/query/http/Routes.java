package dev.palimpsest.query.http;

import dev.palimpsest.access.Door;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.index.IndexUnavailable;
import io.javalin.config.RoutesConfig;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;

/** The native REST API. */
public final class Routes {

    private final List<Consumer<RoutesConfig>> parts;

    public Routes(Reads reads, Writes writes, Administration administration) {
        this.parts = List.of(
                new RecallRoutes(reads.recalls())::addTo,
                new AuditRoutes(reads)::addTo,
                new ErasureRoutes(administration.erasures(), administration.certificates())::addTo,
                new KeyRoutes(administration.keys(), administration.settings())::addTo,
                new DeadLetterRoutes(reads.deadLetters())::addTo,
                new ProofRoutes(writes.reader(), reads.verification(), reads.export())::addTo,
                new WriteRoutes(writes, reads.clock())::addTo);
    }

    /** Adds the routes. */
    public void addTo(RoutesConfig routes) {
        parts.forEach(part -> part.accept(routes));
        routes.exception(IndexUnavailable.class, (e, ctx) -> Door.problem(ctx,
                Refusal.unavailable("the index does not answer now; writes are accepted all the same")));
        routes.exception(SerializationException.class, (e, ctx) -> Door.problem(ctx,
                Refusal.unavailable(String.valueOf(e.getMessage()))));
        routes.exception(KafkaException.class, (e, ctx) -> Door.problem(ctx,
                Refusal.unavailable("the brokers do not answer now")));
    }
}
