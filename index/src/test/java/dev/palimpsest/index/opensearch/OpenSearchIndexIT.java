package dev.palimpsest.index.opensearch;

import java.net.URI;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The contract over an OpenSearch that already runs: {@code -Dpalimpsest.search=http://127.0.0.1:9200}. */
@EnabledIfSystemProperty(named = "palimpsest.search", matches = "https?://.+", disabledReason = "palimpsest.search names no OpenSearch")
class OpenSearchIndexIT extends OpenSearchContract {
    @Override
    protected URI search() {
        return URI.create(System.getProperty("palimpsest.search"));
    }
}
