package dev.palimpsest.index.embed;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.palimpsest.memory.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Map;

/**
 * A BERT-like model run by ONNX Runtime in this process: the vector of the first token (CLS), scaled to length 1.
 *
 * <p>One text a run and one thread a run: int8 weights give another vector in a batch than alone, and padding costs more
 * than a batch saves on a CPU. One session serves any number of threads, each call running on its caller's, so
 * there is no pool; {@link #embedAll} uses the JVM's common pool and so at most all cores. Threads do not spin: the
 * machine is shared.
 */
public final class OnnxEmbedder implements Embedder {

    /** Most tokens of a text; what follows is not seen. The model takes 512 with its two own. */
    public static final int TOKENS_MAX = 510;

    private final BundledModel model;
    private final String fingerprint;
    private final HuggingFaceTokenizer tokenizer;
    private final OrtEnvironment environment;
    private final OrtSession session;

    private OnnxEmbedder(BundledModel model, String fingerprint, HuggingFaceTokenizer tokenizer,
            OrtEnvironment environment, OrtSession session) {
        this.model = model;
        this.fingerprint = fingerprint;
        this.tokenizer = tokenizer;
        this.environment = environment;
        this.session = session;
    }

    /**
     * Loads the model, which takes about a second; different models may be loaded at the same time.
     *
     * @throws EmbedderUnavailable where a resource is missing, or a native library does not load
     */
    @SuppressWarnings("MustBeClosedChecker")
    public static OnnxEmbedder load(BundledModel model) {
        // DJL otherwise asks the network for a GPU build of its tokenizer where it finds a GPU.
        System.setProperty("ai.djl.offline", "true");
        try {
            byte[] weights = resource(model.weights());
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                options.addConfigEntry("session.intra_op.allow_spinning", "0");
                options.addConfigEntry("session.inter_op.allow_spinning", "0");
                return new OnnxEmbedder(model, Hash.of(weights).hex(), tokenizer(model), environment,
                        environment.createSession(weights, options));
            }
        } catch (IOException | OrtException | UnsatisfiedLinkError e) {
            throw new EmbedderUnavailable("the model " + model.name() + " does not load: " + e.getMessage(), e);
        }
    }

    @Override
    public String model() {
        return model.name();
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public int dimension() {
        return model.dimension();
    }

    @Override
    public float[] embed(String text) {
        Encoding tokens = tokenizer.encode(text);
        long[] shape = {1, tokens.getIds().length};
        try (OnnxTensor ids = tensor(tokens.getIds(), shape);
                OnnxTensor mask = tensor(tokens.getAttentionMask(), shape);
                OnnxTensor types = tensor(tokens.getTypeIds(), shape);
                OrtSession.Result result = session
                        .run(Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
            float[] first = new float[model.dimension()];
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(first);
            return Unit.scaled(first);
        } catch (OrtException e) {
            throw new EmbedderUnavailable("the model " + model.name() + " fails: " + e.getMessage(), e);
        }
    }

    @Override
    public List<float[]> embedAll(List<String> texts) {
        return texts.parallelStream().map(this::embed).toList();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new EmbedderUnavailable("the model " + model.name() + " does not close: " + e.getMessage(), e);
        } finally {
            tokenizer.close();
        }
    }

    private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
    }

    private static HuggingFaceTokenizer tokenizer(BundledModel model) throws IOException {
        try (InputStream vocabulary = open(model.tokenizer())) {
            return HuggingFaceTokenizer.newInstance(vocabulary, Map.of("addSpecialTokens", "true", "padding", "false",
                    "truncation", "true", "maxLength", "" + (TOKENS_MAX + 2), "modelMaxLength", "" + (TOKENS_MAX + 2)));
        }
    }

    private static byte[] resource(String path) throws IOException {
        try (InputStream in = open(path)) {
            return in.readAllBytes();
        }
    }

    private static InputStream open(String path) throws IOException {
        InputStream in = OnnxEmbedder.class.getResourceAsStream(path);
        if (in == null) {
            throw new IOException("no resource " + path + " on the class path");
        }
        return in;
    }
}
