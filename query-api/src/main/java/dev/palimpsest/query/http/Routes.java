package dev.palimpsest.query.http;

import dev.palimpsest.access.Door;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.index.IndexUnavailable;
import dev.palimpsest.index.MemoryReader;
import dev.palimpsest.query.audit.MemoryLog;
import dev.palimpsest.query.audit.Verification;
import dev.palimpsest.query.barrier.WriteBarrier;
import dev.palimpsest.schemas.ObservationLog;
import io.javalin.config.RoutesConfig;
import java.time.InstantSource;
import org.apache.kafka.common.KafkaException;

/** The native REST API. */
public final class Routes {

    private final ReadRoutes reads;
    private final WriteRoutes writes;

    public Routes(MemoryReader reader, MemoryLog log, Verification verification, ObservationLog observations,
            WriteBarrier barrier) {
        InstantSource clock = InstantSource.system();
        reads = new ReadRoutes(reader, log, verification, clock);
        writes = new WriteRoutes(observations, barrier, reader, clock);
    }

    /** Adds the routes. */
    public void addTo(RoutesConfig routes) {
        reads.addTo(routes);
        writes.addTo(routes);
        routes.exception(IndexUnavailable.class, (e, ctx) -> Door.problem(ctx,
                Refusal.unavailable("the index does not answer now; writes are accepted all the same")));
        routes.exception(KafkaException.class, (e, ctx) -> Door.problem(ctx,
                Refusal.unavailable("the brokers do not answer now")));
    }
}
