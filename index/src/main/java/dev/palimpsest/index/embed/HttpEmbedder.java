package dev.palimpsest.index.embed;

import dev.palimpsest.peers.Peer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palimpsest.index.http.Answer;
import dev.palimpsest.index.http.JsonHttp;
import dev.palimpsest.memory.Hash;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model behind an OpenAI-compatible {@code /embeddings} endpoint. Vectors are scaled to length 1 on arrival. */
public final class HttpEmbedder implements Embedder {

    /** Most texts of one request. */
    static final int TEXTS_MAX = 64;

    /** Longest text sent, in UTF-16 units; what follows is cut, as the server's own limit would refuse it. */
    static final int TEXT_LENGTH_MAX = 8_192;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The endpoint.
     *
     * @param base      such as {@code https://host/v1}
     * @param model     as the server names it
     * @param key       API key; null for none. Never shown
     * @param dimension components the model's vectors have
     * @param timeout   longest wait for one answer; default in {@link #at} 30 s
     */
    public record Endpoint(URI base, String model, @Nullable String key, int dimension, Duration timeout) {

        /** No key, 30 s. */
        public static Endpoint at(URI base, String model, int dimension) {
            return new Endpoint(base, model, null, dimension, Duration.ofSeconds(30));
        }

        @Override
        public String toString() {
            return model + " at " + base;
        }
    }

    private final Endpoint endpoint;
    private final JsonHttp http;

    public HttpEmbedder(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.http = new JsonHttp(Peer.at(endpoint.base()), endpoint.key() == null ? null : "Bearer " + endpoint.key(),
                Duration.ofSeconds(5), endpoint.timeout());
    }

    @Override
    public String model() {
        return endpoint.model();
    }

    /** A hash of address and model name: the weights cannot be seen from here. */
    @Override
    public String fingerprint() {
        return Hash.of(endpoint.base() + "\n" + endpoint.model() + "\n" + endpoint.dimension()).hex();
    }

    @Override
    public int dimension() {
        return endpoint.dimension();
    }

    @Override
    public float[] embed(String text) {
        return embedAll(List.of(text)).getFirst();
    }

    @Override
    public List<float[]> embedAll(List<String> texts) {
        List<float[]> vectors = new ArrayList<>(texts.size());
        for (int from = 0; from < texts.size(); from += TEXTS_MAX) {
            vectors.addAll(request(texts.subList(from, Math.min(texts.size(), from + TEXTS_MAX))));
        }
        return vectors;
    }

    @Override
    public void close() {
        http.close();
    }

    private List<float[]> request(List<String> texts) {
        ObjectNode body = JSON.createObjectNode().put("model", endpoint.model()).put("encoding_format", "float");
        ArrayNode input = body.putArray("input");
        texts.forEach(text -> input.add(cut(text)));
        try {
            Answer answer = http.sendRepeatable("POST", "/embeddings", "application/json",
                    JSON.writeValueAsBytes(body));
            if (!answer.ok()) {
                throw unavailable("answers " + answer.status(), null);
            }
            return vectors(answer.body().path("data"), texts.size());
        } catch (IOException e) {
            throw unavailable("does not answer", e);
        }
    }

    /** In the order of the texts, whatever the order of the answer. */
    private List<float[]> vectors(JsonNode data, int count) {
        float[][] vectors = new float[count][];
        for (JsonNode entry : data) {
            int index = entry.path("index").asInt(-1);
            JsonNode values = entry.path("embedding");
            if (index < 0 || index >= count || values.size() != endpoint.dimension()) {
                throw unavailable("answers a vector of " + values.size() + " components at " + index, null);
            }
            float[] vector = new float[values.size()];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = values.get(i).floatValue();
            }
            vectors[index] = Unit.scaled(vector);
        }
        for (float[] vector : vectors) {
            if (vector == null) {
                throw unavailable("answers " + data.size() + " vectors for " + count + " texts", null);
            }
        }
        return List.of(vectors);
    }

    private static String cut(String text) {
        return text.length() <= TEXT_LENGTH_MAX ? text : text.substring(0, TEXT_LENGTH_MAX);
    }

    private EmbedderUnavailable unavailable(String what, @Nullable Throwable cause) {
        return new EmbedderUnavailable("the embedding model " + endpoint + " " + what, cause);
    }
}
