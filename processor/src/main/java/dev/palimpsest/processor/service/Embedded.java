package dev.palimpsest.processor.service;

import dev.palimpsest.index.embed.BilingualEmbedder;
import dev.palimpsest.index.embed.BilingualEmbedder.Language;
import dev.palimpsest.index.embed.Embedder;
import dev.palimpsest.index.embed.EmbedderUnavailable;
import dev.palimpsest.index.embed.Script;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Embedding;
import dev.palimpsest.memory.Identity;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.claim.Claim.Import;
import dev.palimpsest.memory.claim.Claim.Statement;
import dev.palimpsest.processor.extract.Observed;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims with the vectors of their sentences, made once and recorded with the claim: what is decided by them is decided the same
 * whenever the claims are read again. Only sentences have one, as only they have near duplicates (what was said word for word has none); events and indicators cost
 * nothing here. A model that does not answer leaves the claim without: it then merges with its exact like alone.
 *
 * @param models null where there is none
 */
record Embedded(@Nullable BilingualEmbedder models) {

    /** Longest text that is embedded, in UTF-16 units: a page is no sentence, and is its exact like's alone. */
    static final int LENGTH_MAX = 1_000;

    private static final Logger LOGGER = LoggerFactory.getLogger(Embedded.class);

    /** The same extraction, with vectors. */
    Function<Observed, List<Claim>> after(Function<Observed, List<Claim>> extraction) {
        return models == null ? extraction : observed -> extraction.apply(observed).stream().map(this::of).toList();
    }

    private Claim of(Claim claim) {
        return switch (claim) {
            case Statement said -> of(said.identity(), said.kind(), said.content())
                    .<Claim>map(said::embedded).orElse(said);
            case Import order -> of(order.state().identity(), order.state().kind(), order.state().content())
                    .<Claim>map(vector -> order.holding(order.state(), vector)).orElse(order);
            default -> claim;
        };
    }

    private Optional<Embedding> of(Identity identity, Kind kind, Content said) {
        if (models == null || identity.form() != Identity.Form.TEXT || kind == Kind.EPISODIC
                || !(said instanceof Content.Plain content) || content.text().isBlank()
                || content.text().length() > LENGTH_MAX) {
            return Optional.empty();
        }
        Embedder model = models
                .model(Script.of(content.text()) == Script.LATIN ? Language.ENGLISH : Language.CHINESE);
        try {
            return Optional.of(Embedding.of(model.model() + "@" + model.fingerprint(), model.embed(content.text())));
        } catch (EmbedderUnavailable e) {
            LOGGER.atWarn().addKeyValue("reason", e.getMessage()).log("a sentence goes on without its vector");
            return Optional.empty();
        }
    }
}
