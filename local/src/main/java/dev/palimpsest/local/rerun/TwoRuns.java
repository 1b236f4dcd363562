package dev.palimpsest.local.rerun;

import dev.palimpsest.memory.TenantId;
import dev.palimpsest.memory.claim.Claim;
import dev.palimpsest.memory.observation.Payload;
import dev.palimpsest.processor.extract.Observed;
import dev.palimpsest.processor.rerun.Influence;
import dev.palimpsest.processor.rerun.Rerun;
import dev.palimpsest.processor.topology.MemoryTopologyConfig;
import dev.palimpsest.query.audit.KeptObservations;
import dev.palimpsest.query.audit.KeptObservations.Kept;
import dev.palimpsest.schemas.Topic;
import dev.palimpsest.trust.seal.SealedRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the stream twice over what one tenant's log kept and says how the memories differ. The live stream goes on, and
 * nothing of it is touched. What was rolled back before is heard in neither run.
 *
 * @param kept   what was observed
 * @param config as the live stream has it
 * @param since  observations before it are not looked at
 * @param sealed opens what persons said
 */
public record TwoRuns(KeptObservations kept, TenantId tenant, MemoryTopologyConfig config, Instant since,
        SealedRecords sealed) {

    /** Where nothing is sealed: what persons said is heard in neither run. */
    public TwoRuns(KeptObservations kept, TenantId tenant, MemoryTopologyConfig config, Instant since) {
        this(kept, tenant, config, since, SealedRecords.NONE);
    }

    /**
     * One of the runs.
     *
     * @param silence who is not heard; null where everybody is
     */
    public record Run(Function<Observed, List<Claim>> extraction, @Nullable Silence silence) {}

    /**
     * What came of it.
     *
     * @param influence how the second differs from the first
     * @param unheard   observations that one of them did not hear
     * @param end       after the last observation that was taken; exclusive
     */
    public record Comparison(Influence influence, long unheard, Instant end) {}

    /**
     * Runs both.
     *
     * @param progress hears how many observations were taken, now and then
     */
    public Comparison compare(Run with, Run without, LongConsumer progress) {
        List<Silence> rolledBack = rolledBack();
        Path state = temporary();
        try (Both both = new Both(state)) {
            kept.each(tenant, since, one -> {
                if (rolledBack.stream().noneMatch(silence -> silence.covers(one))) {
                    both.take(with, without, one);
                    progress.accept(both.taken);
                }
            });
            return both.comparison();
        } finally {
            delete(state);
        }
    }

    private List<Silence> rolledBack() {
        List<Silence> found = new ArrayList<>();
        kept.each(tenant, since, one -> {
            if (one.observation().payload() instanceof Payload.Rollback order
                    && order.version() == Rollbacks.COMPLETED) {
                found.add(new Silence(order.source(), order.since(), one.observation().occurredAt()));
            }
        });
        return found;
    }

    /** Both runs, from the first observation on. */
    private final class Both implements AutoCloseable {

        private final Path state;
        private @Nullable Rerun with;
        private @Nullable Rerun without;
        private long taken;
        private long unheard;
        private Instant end = Instant.EPOCH;

        private Both(Path state) {
            this.state = state;
        }

        private void take(Run first, Run second, Kept one) {
            if (with == null || without == null) {
                with = new Rerun(state.resolve("with"), config, first.extraction(), one.at(), sealed);
                without = new Rerun(state.resolve("without"), config, second.extraction(), one.at(), sealed);
            }
            taken++;
            end = one.at().isBefore(end) ? end : one.at().plusMillis(1);
            hear(with, first, one);
            hear(without, second, one);
        }

        private void hear(Rerun run, Run how, Kept one) {
            Silence silence = how.silence();
            if (silence != null && silence.covers(one)) {
                unheard++;
            } else {
                run.take(new Observed(one.observation(), Topic.OBSERVATIONS.title(), one.partition(), one.offset()),
                        one.at());
            }
        }

        private Comparison comparison() {
            Influence influence = with == null || without == null
                    ? new Influence(List.of())
                    : Influence.between(with.end(), without.end());
            return new Comparison(influence, unheard, end);
        }

        @Override
        public void close() {
            if (with != null) {
                with.close();
            }
            if (without != null) {
                without.close();
            }
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("palimpsest-rerun-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary directory", e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // what is left lies among temporary files
        }
    }
}
