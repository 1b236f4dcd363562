package dev.palimpsest.processor.erasure;

import dev.palimpsest.index.IndexUnavailable;
import dev.palimpsest.index.MemoryWriter;
import dev.palimpsest.trust.seal.KeyVault;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes all erasures that are open as far as they can go now. The index is rewritten once for all that the ledger is through with,
 * since that costs the same for one and for many. For one thread.
 *
 * @param certify what is to be done with an erasure of which the index holds nothing readable any more
 */
record Pass(MemoryWriter index, KeyVault vault, InstantSource clock, BiConsumer<Course, IndexRemains> certify) {

    private static final Logger LOGGER = LoggerFactory.getLogger(Pass.class);

    void over(Collection<Course> open) {
        open.forEach(course -> succeeds(course, this::destroyKeys));
        // Also where none of its memories ended: what stood under another key before may have been replaced long ago.
        List<Course> ended = open.stream().filter(Course::isLogged)
                .filter(course -> course.isToBeLookedAt(clock.instant()))
                .filter(course -> succeeds(course, each -> index.areEnded(each.ended()))).toList();
        if (!ended.isEmpty() && succeeds(ended.getFirst(), _ -> index.expunge())) {
            ended.forEach(course -> succeeds(course, this::look));
        }
    }

    private boolean destroyKeys(Course course) {
        course.order().getKeys().forEach(key -> vault.destroy(key, course.order().getAt()));
        return true;
    }

    private boolean look(Course course) {
        IndexRemains left = IndexRemains.of(index, course.order());
        if (left.readable() == 0) {
            certify.accept(course, left);
            return true;
        }
        LOGGER.atWarn().addKeyValue("erasure", course.order().getId()).addKeyValue("readable", left.readable())
                .addKeyValue("again", course.lookAgain(clock.instant()))
                .log("the index still holds words of an erasure that can be read");
        return false;
    }

    /** One that cannot go on holds up no other. */
    private static boolean succeeds(Course course, Predicate<Course> step) {
        try {
            return step.test(course);
        } catch (IndexUnavailable e) {
            LOGGER.atInfo().addKeyValue("erasure", course.order().getId()).addKeyValue("reason", e.getMessage())
                    .log("an erasure waits for the index");
        } catch (RuntimeException e) {
            LOGGER.atWarn().setCause(e).addKeyValue("erasure", course.order().getId())
                    .log("an erasure does not go on for now");
        }
        return false;
    }
}
