package dev.palimpsest.ingest.decode.file;

/** What comes out of a file, in order. */
public sealed interface FileItem {

    /** The file inside an archive, or the file's own name. */
    String entry();

    /** Counts records and problems within the entry, from 0. */
    long index();

    /** Where it begins, in bytes of the entry after decompression. */
    long position();

    /**
     * One record that can be decoded alone: a line, a JSON document or array element, a CSV row under its header line, or a
     * list entry under its comments.
     *
     * @param bytes not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // a record of a large file is handed on once; wrapping it would only copy it
    record FileRecord(String entry, long index, long position, byte[] bytes) implements FileItem {}

    /**
     * Something that cannot be handed on, or the end of what may be read.
     *
     * @param reason one clear line
     * @param fatal  whether the rest of the file is not read
     * @param tooMuch whether that is because it unpacks to more than may be
     */
    record FileProblem(String entry, long index, long position, String reason, boolean fatal, boolean tooMuch)
            implements
                FileItem {

        /** A problem that has nothing to do with how much there is. */
        public FileProblem(String entry, long index, long position, String reason, boolean fatal) {
            this(entry, index, position, reason, fatal, false);
        }

        /** It unpacks to more than may be. */
        static FileProblem tooMuch(String entry, long index, long position, String reason) {
            return new FileProblem(entry, index, position, reason, true, true);
        }
    }
}
