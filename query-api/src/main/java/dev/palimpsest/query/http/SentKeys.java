package dev.palimpsest.query.http;

import dev.palimpsest.access.Caller;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.Hash;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Idempotency keys that came lately, and with what. A key that comes back with other content is refused. Where that is not
 * remembered any more, the other content is another request: it is carried out, never taken for the first and dropped. Safe for
 * several threads.
 */
final class SentKeys {

    static final int KEYS_MAX = 10_000;

    private final Map<String, Hash> recent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Hash> eldest) {
            return size() > KEYS_MAX;
        }
    };

    /**
     * What makes a request one with those that were sent under the same key: the key and the content.
     *
     * @return empty where the request has no key
     * @throws Refusal where the caller sent something else under that key to the same resource
     */
    Optional<String> keyOf(Context ctx, Caller caller, String content) {
        return Optional.ofNullable(ctx.header("Idempotency-Key")).map(key -> {
            Hash hash = Hash.of(content);
            require(String.join("\n", caller.tenant().value(), caller.name(), ctx.method() + " " + ctx.path(), key),
                    key,
                    hash);
            return key + "\n" + hash.hex();
        });
    }

    void require(String scope, String key, Hash content) {
        Hash before;
        synchronized (recent) {
            before = recent.putIfAbsent(scope, content);
        }
        if (before != null && !before.equals(content)) {
            throw Refusal.unprocessable("the Idempotency-Key " + key
                    + " came with other content before: another request has another key");
        }
    }
}
