package dev.palimpsest.ingest.decode.file;

import dev.palimpsest.ingest.decode.file.FileItem.FileProblem;
import dev.palimpsest.ingest.decode.file.FileItem.FileRecord;
import dev.palimpsest.ingest.decode.table.TableMapping;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The records of one entry, or of a file that is no archive. For one thread. */
final class EntryStream implements RecordStream {

    private final String name;
    private final InputStream in;
    private final ByteScanner scanner;
    private final FileLimits limits;
    private final @Nullable TableMapping mapping;
    private final boolean packed;
    private @Nullable EntryReader reader;
    private @Nullable IOException damage;
    private long index;
    private boolean ended;

    private EntryStream(String name, InputStream in, FileLimits limits, @Nullable TableMapping mapping,
            boolean packed) {
        this.name = name;
        this.in = in;
        this.scanner = new ByteScanner(in);
        this.limits = limits;
        this.mapping = mapping;
        this.packed = packed;
    }

    /** Bytes as they are in the file: an I/O error is the device's. */
    static EntryStream plain(String name, InputStream in, FileLimits limits, @Nullable TableMapping mapping) {
        return new EntryStream(name, in, limits, mapping, false);
    }

    /** Bytes out of a decompressor: an I/O error is damaged content. */
    static EntryStream packed(String name, InputStream in, FileLimits limits, @Nullable TableMapping mapping) {
        return new EntryStream(name, in, limits, mapping, true);
    }

    /** A file that cannot be unpacked at all. */
    static EntryStream damaged(String name, InputStream in, IOException damage) {
        EntryStream stream = new EntryStream(name, in, FileLimits.DEFAULT, null, true);
        stream.damage = damage;
        return stream;
    }

    @Override
    public Optional<FileItem> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        try {
            if (damage != null) {
                throw damage;
            }
            return Optional.ofNullable(read());
        } catch (IOException e) {
            if (!packed) {
                throw e;
            }
            ended = true;
            return Optional.of(e instanceof Inflated.TooMuch
                    ? FileProblem.tooMuch(name, index, scanner.position(), String.valueOf(e.getMessage()))
                    : new FileProblem(name, index, scanner.position(), "damaged: " + e.getMessage(), true));
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private @Nullable FileItem read() throws IOException {
        EntryReader from = reader;
        if (from == null) {
            String unreadable = unreadable(scanner.look());
            if (unreadable != null) {
                ended = true;
                return new FileProblem(name, index, 0, unreadable, false);
            }
            from = Shape.reader(scanner, limits, mapping);
            reader = from;
        }
        Piece piece = from.next();
        if (piece == null) {
            ended = true;
            return null;
        }
        String problem = piece.problem();
        return problem == null
                ? new FileRecord(name, index++, piece.position(), piece.bytes())
                : new FileProblem(name, index++, piece.position(), problem, false);
    }

    /** Why the bytes cannot be cut into records; null where they can. */
    private static @Nullable String unreadable(byte[] look) {
        if (Files.isGzip(look) || Files.isZip(look)) {
            return "an archive inside an archive is not opened";
        }
        for (byte value : look) {
            if (value == 0) {
                return "binary data or UTF-16; text has to be UTF-8 or ISO-8859-1";
            }
        }
        return null;
    }
}
