package dev.palimpsest.query.http;

import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.Hash;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Idempotency keys that came lately, and with what. A key that comes back with other content is refused. Where that is not
 * remembered any more, the other content is another request: it is carried out, never taken for the first and dropped. Safe for
 * several threads.
 */
final class SentKeys {

    static final int KEYS_MAX = 10_000;
    static final int LENGTH_MAX = 255;

    private final Map<Hash, Hash> recent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, Hash> eldest) {
            return size() > KEYS_MAX;
        }
    };

    /**
     * What makes a request one with those that the caller sent under the same key: who, the key and the content. Asked once the request is
     * known to be good, since from then on the key stands for it.
     *
     * @return empty where the request has no key
     * @throws Refusal where the key is too long, or the caller sent something else under it to the same resource
     */
    Optional<String> keyOf(Context ctx, Caller caller, String content) {
        return given(ctx).map(key -> {
            Hash hash = Hash.of(content);
            require(scope(ctx, caller, key), key, hash);
            return caller.name() + "\n" + key + "\n" + hash.hex();
        });
    }

    /** Whether the same request was found to be good lately. */
    boolean isRetry(Context ctx, Caller caller, String content) {
        return given(ctx).filter(key -> Hash.of(content).equals(known(scope(ctx, caller, key)))).isPresent();
    }

    private @Nullable Hash known(String scope) {
        synchronized (recent) {
            return recent.get(Hash.of(scope));
        }
    }

    private static String scope(Context ctx, Caller caller, String key) {
        return String.join("\n", caller.tenant().value(), caller.name(), ctx.method() + " " + ctx.path(), key);
    }

    /** The key in the request's header. */
    static Optional<String> given(Context ctx) {
        Optional<String> key = Optional.ofNullable(ctx.header("Idempotency-Key"));
        if (key.filter(text -> text.length() > LENGTH_MAX).isPresent()) {
            throw Refusal.badRequest("an Idempotency-Key has at most " + LENGTH_MAX + " characters");
        }
        return key;
    }

    void require(String scope, String key, Hash content) {
        Hash before;
        synchronized (recent) {
            before = recent.putIfAbsent(Hash.of(scope), content);
        }
        if (before != null && !before.equals(content)) {
            throw Refusal.unprocessable("the Idempotency-Key " + key
                    + " came with other content before: another request has another key");
        }
    }
}
