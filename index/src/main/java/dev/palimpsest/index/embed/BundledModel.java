package dev.palimpsest.index.embed;

/**
 * A model whose weights and tokenizer come with the class path.
 *
 * @param name      resource name of the weights without {@code .onnx}
 * @param dimension components of a vector
 */
public record BundledModel(String name, int dimension) {

    /** English, int8. */
    public static final BundledModel ENGLISH = new BundledModel("bge-small-en-v1.5-q", 384);

    /** Chinese, and some English, int8. */
    public static final BundledModel CHINESE = new BundledModel("bge-small-zh-v1.5-q", 512);

    /** What the English model's authors put before a question, never before a passage. */
    public static final String ENGLISH_QUERY_PREFIX = "Represent this sentence for searching relevant passages: ";

    String weights() {
        return "/" + name + ".onnx";
    }

    String tokenizer() {
        return "/" + name + "-tokenizer.json";
    }
}
