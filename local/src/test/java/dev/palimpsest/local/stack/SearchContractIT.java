package dev.palimpsest.local.stack;

import dev.palimpsest.index.opensearch.OpenSearchContract;
import java.net.URI;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of the index, which the one in memory passes too, on the real one. */
@OnSharedStack
@ExtendWith(StackExtension.class)
class SearchContractIT extends OpenSearchContract {

    private final Stack stack;

    SearchContractIT(Stack stack) {
        this.stack = stack;
    }

    @Override
    protected URI search() {
        return stack.search();
    }
}
