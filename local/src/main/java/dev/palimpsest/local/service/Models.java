package dev.palimpsest.local.service;

import dev.palimpsest.index.embed.BilingualEmbedder;
import dev.palimpsest.local.stack.Component;
import dev.palimpsest.local.stack.Ports.Port;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The embedding models, loaded once for all services while the servers start. */
final class Models implements Component {

    static final String NAME = "models";

    private volatile @Nullable BilingualEmbedder loaded;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Port> ports() {
        return List.of();
    }

    /** Loading is native code that does not survive the end of the process, so it is not left to a thread of its own. */
    @Override
    public synchronized void start() {
        loaded = BilingualEmbedder.bundled();
    }

    @Override
    public boolean isReady() {
        return loaded != null;
    }

    @Override
    public CompletableFuture<String> died() {
        return new CompletableFuture<>();
    }

    /** Waits for loading to end; what is loaded stays, as a service may still be using it. */
    @Override
    public synchronized void stop() {
        // the lock is all: it is held while loading
    }

    /** The models. Only once this is ready. */
    BilingualEmbedder embedder() {
        BilingualEmbedder ready = loaded;
        if (ready == null) {
            throw new IllegalStateException("the models are not loaded yet");
        }
        return ready;
    }
}
