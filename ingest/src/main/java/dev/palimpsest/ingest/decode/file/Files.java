package dev.palimpsest.ingest.decode.file;

import dev.palimpsest.ingest.decode.table.TableMapping;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Opens plain, gzip, zip, tar and tar.gz files, told by their first bytes, as bounded streams of records. Memory use is bounded by
 * the longest record, not by the file.
 */
public final class Files {

    private static final int MAGIC_BYTES = 512;
    private static final int TAR_MAGIC_AT = 257;

    private final FileLimits limits;
    private final @Nullable TableMapping mapping;

    public Files() {
        this(FileLimits.DEFAULT);
    }

    public Files(FileLimits limits) {
        this(limits, null);
    }

    /** @param mapping what the columns of tables mean: every file is such a table then; null where nobody declared it */
    public Files(FileLimits limits, @Nullable TableMapping mapping) {
        this.limits = limits;
        this.mapping = mapping;
    }

    /** The file's records. The caller closes the stream. */
    public RecordStream open(Path path) throws IOException {
        Path name = path.getFileName();
        InputStream in = java.nio.file.Files.newInputStream(path);
        return open(name == null ? path.toString() : name.toString(), in);
    }

    /**
     * The records of a body or another stream, which is closed with the result.
     *
     * @param name the name of the only entry, where it is no archive
     */
    public RecordStream open(String name, InputStream in) throws IOException {
        try {
            return opened(name, new BufferedInputStream(in, 1 << 16));
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private RecordStream opened(String name, BufferedInputStream in) throws IOException {
        byte[] magic = magic(in);
        if (isGzip(magic)) {
            return unzipped(name, in);
        }
        if (isZip(magic)) {
            // Counted behind the unpacking, where a bomb is large.
            return new ArchiveStream(new ZipArchiveInputStream(in, "UTF-8", true, true), limits, mapping);
        }
        return isTar(magic)
                ? new ArchiveStream(new TarArchiveInputStream(in), limits, mapping)
                : EntryStream.plain(name, in, limits, mapping);
    }

    private RecordStream unzipped(String name, BufferedInputStream in) throws IOException {
        InputStream inflated;
        try {
            inflated = new GZIPInputStream(in, 1 << 16);
        } catch (IOException e) {
            return EntryStream.damaged(name, in, e);
        }
        BufferedInputStream out = new BufferedInputStream(new Inflated(inflated, limits.inflatedBytesMax()), 1 << 16);
        try {
            return isTar(magic(out))
                    ? new ArchiveStream(new TarArchiveInputStream(out), limits, mapping)
                    : EntryStream.packed(name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name, out,
                            limits, mapping);
        } catch (IOException e) {
            return EntryStream.damaged(name, out, e);
        }
    }

    private static byte[] magic(BufferedInputStream in) throws IOException {
        in.mark(MAGIC_BYTES);
        byte[] start = in.readNBytes(MAGIC_BYTES);
        in.reset();
        return start;
    }

    static boolean isGzip(byte[] start) {
        return start.length > 2 && (start[0] & 0xFF) == 0x1F && (start[1] & 0xFF) == 0x8B;
    }

    /** A local file header, or the end record of an empty archive. */
    static boolean isZip(byte[] start) {
        return start.length > 3 && start[0] == 'P' && start[1] == 'K'
                && ((start[2] == 3 && start[3] == 4) || (start[2] == 5 && start[3] == 6));
    }

    private static boolean isTar(byte[] start) {
        return start.length >= TAR_MAGIC_AT + 5
                && new String(start, TAR_MAGIC_AT, 5, StandardCharsets.ISO_8859_1).equals("ustar");
    }
}
