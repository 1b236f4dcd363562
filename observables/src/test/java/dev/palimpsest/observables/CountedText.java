package dev.palimpsest.observables;

import java.util.concurrent.atomic.AtomicLong;

/** A text that counts how often its characters are read. */
final class CountedText implements CharSequence {

    private final String text;
    private final AtomicLong reads;

    CountedText(String text) {
        this(text, new AtomicLong());
    }

    private CountedText(String text, AtomicLong reads) {
        this.text = text;
        this.reads = reads;
    }

    long reads() {
        return reads.get();
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        reads.incrementAndGet();
        return text.charAt(index);
    }

    /** Taking a part counts as reading it, except when it is the whole. */
    @Override
    public CharSequence subSequence(int start, int end) {
        reads.addAndGet(end - start == text.length() ? 0 : end - start);
        return new CountedText(text.substring(start, end), reads);
    }

    @Override
    public String toString() {
        return text;
    }
}
