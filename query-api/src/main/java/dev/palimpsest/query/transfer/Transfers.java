package dev.palimpsest.query.transfer;

import dev.palimpsest.access.Refusal;
import dev.palimpsest.memory.TenantId;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

/** How many exports, or imports, go on at a time: one of a tenant, and none for ever. Safe for several threads. */
public final class Transfers {

    static final int MAX = 4;
    static final Duration LONGEST = Duration.ofHours(1);

    private final String what;
    private final InstantSource clock;
    private final Set<TenantId> open = new HashSet<>();

    /** @param what they are, in the singular */
    public Transfers(String what, InstantSource clock) {
        this.what = what;
        this.clock = clock;
    }

    /**
     * Begins one.
     *
     * @throws Refusal where the tenant has one, or there are as many as there may be
     */
    public synchronized Slot open(TenantId tenant) {
        if (open.contains(tenant)) {
            throw Refusal.tooFast("an " + what + " of this tenant is running: ask again when it has ended");
        }
        if (open.size() == MAX) {
            throw Refusal.tooFast(MAX + " " + what + "s of other tenants are running: ask again later");
        }
        open.add(tenant);
        return new Slot(tenant, clock.instant().plus(LONGEST));
    }

    private synchronized void closed(TenantId tenant) {
        open.remove(tenant);
    }

    /** One of them, until it is closed. */
    public final class Slot implements AutoCloseable {

        private final TenantId tenant;
        private final Instant end;

        private Slot(TenantId tenant, Instant end) {
            this.tenant = tenant;
            this.end = end;
        }

        /** The same bytes; reading fails once it has gone on too long, however slowly they come. */
        public InputStream timed(InputStream in) {
            return new FilterInputStream(in) {
                @Override
                public int read() throws IOException {
                    check();
                    return super.read();
                }

                @Override
                public int read(byte[] to, int from, int length) throws IOException {
                    check();
                    return super.read(to, from, length);
                }
            };
        }

        /** The same bytes; writing fails once it has gone on too long, however slowly they are taken. */
        public OutputStream timed(OutputStream out) {
            return new FilterOutputStream(out) {
                @Override
                public void write(int b) throws IOException {
                    check();
                    out.write(b);
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    check();
                    out.write(bytes, from, length);
                }
            };
        }

        private void check() throws IOException {
            if (clock.instant().isAfter(end)) {
                throw new InterruptedIOException("the " + what + " took over " + LONGEST.toMinutes() + " minutes");
            }
        }

        @Override
        public void close() {
            closed(tenant);
        }
    }
}
