package dev.palimpsest.query.http;

import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import io.javalin.http.Context;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Versions of memories as HTTP knows them: the tag of a memory is the version that an answer cites, in quotes. */
final class ETags {

    private ETags() {}

    /**
     * Tells the version; true where the client has it already and was answered so. What time alone changes, as the worth of
     * indicators and the status of what has an end, is told each time.
     */
    static boolean isKnown(Context ctx, Memory memory) {
        String tag = tag(memory);
        ctx.header("ETag", tag);
        boolean known = memory.valid().to() == null && memory.kind() != Kind.INDICATOR
                && names(ctx.header("If-None-Match"), tag);
        if (known) {
            ctx.status(304);
        }
        return known;
    }

    /**
     * Heeds {@code If-Match}: judged when the order is given; who comes in between is told apart by the ledger, which takes
     * orders one after the other.
     *
     * @throws Refusal where the memory is at another version
     */
    static void require(Context ctx, Memory memory) {
        String wanted = ctx.header("If-Match");
        if (wanted != null && !wanted.strip().equals("*") && !names(wanted, tag(memory))) {
            throw Refusal
                    .changed("memory " + memory.id() + " is at version " + memory.version() + " now: read it again");
        }
    }

    private static boolean names(@Nullable String header, String tag) {
        return header != null && Arrays.stream(header.split(",", -1)).map(String::strip)
                .map(each -> each.startsWith("W/") ? each.substring(2) : each).anyMatch(tag::equals);
    }

    private static String tag(Memory memory) {
        return "\"" + memory.ref() + "\"";
    }
}
