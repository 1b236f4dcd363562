package dev.palimpsest.bench;

import dev.palimpsest.access.Door;
import dev.palimpsest.local.stack.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** The nearest ten by one vector, asked of OpenSearch itself: what a search costs at least. */
final class BareQuery {

    private static final String PATH = "/palimpsest-memories/_search";
    private static final String FIELD = "search.vector_en";
    private static final int DIMENSIONS = 384;
    private static final int BUSY = 429;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI search;
    private final int clients;

    BareQuery(URI search, int clients) {
        this.search = search;
        this.clients = clients;
    }

    LoadTally.Latency measure(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        LongStream.Builder nanos = LongStream.builder();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<long[]>> running = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                Random random = new Random(client);
                running.add(threads.submit(() -> ask(random, end)));
            }
            for (Future<long[]> one : running) {
                LongStream.of(one.get()).forEach(nanos::add);
            }
        } catch (ExecutionException e) {
            throw new StackException("the bare query failed: " + e.getCause(), e);
        }
        return LoadTally.Latency.of(nanos.build().toArray());
    }

    private long[] ask(Random random, long end) throws IOException, InterruptedException {
        LongStream.Builder nanos = LongStream.builder();
        while (System.nanoTime() < end) {
            double[] vector = DoubleStream.generate(random::nextGaussian).limit(DIMENSIONS).toArray();
            byte[] body = Door.JSON.writeValueAsBytes(Map.of("size", 10, "query",
                    Map.of("knn", Map.of(FIELD, Map.of("vector", vector, "k", 10)))));
            long started = System.nanoTime();
            int status = http.send(HttpRequest.newBuilder(search.resolve(PATH))
                    .header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(body)).build(),
                    BodyHandlers.ofByteArray()).statusCode();
            if (status == 200) {
                nanos.add(System.nanoTime() - started);
            } else if (status != BUSY) { // it sheds load by itself: what it refuses is no answer
                throw new StackException("OpenSearch answers " + status + " to the bare query");
            }
        }
        return nanos.build().toArray();
    }
}
