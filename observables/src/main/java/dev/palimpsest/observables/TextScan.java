package dev.palimpsest.observables;

import java.util.EnumSet;
import java.util.Set;

import dev.palimpsest.observables.Limits.Limit;

/** One reading of one text: fold it, let every scanner look, settle overlaps. */
final class TextScan {

    private final CharSequence text;
    private final int length;
    private final FoldedText folded;
    private final Candidates candidates;
    private final Set<Limit> reached = EnumSet.noneOf(Limit.class);

    TextScan(CharSequence text, Limits limits) {
        this.text = text;
        this.length = cutAt(text, limits);
        if (length < text.length()) {
            reached.add(Limit.TEXT_LENGTH);
        }
        this.folded = FoldedText.of(text.subSequence(0, length));
        this.candidates = new Candidates(text, folded, limits, reached);
    }

    Scan run() {
        candidates.collect(new UrlScanner(folded)::scan);
        candidates.collect(new EmailScanner(folded)::scan);
        candidates.collect(new ColonScanner(folded)::scan);
        candidates.collect(new WordScanner(folded)::scan);
        candidates.collect(new HostScanner(folded)::scan);
        boolean cutInside = length < text.length() && !Character.isWhitespace(text.charAt(length));
        var observables = candidates.settled(cutInside ? length : Integer.MAX_VALUE);
        return reached.isEmpty() ? new Scan.Complete(observables) : new Scan.Cut(observables, reached);
    }

    /** Reads of the folded text so far: what tests measure instead of time. */
    long steps() {
        return folded.reads();
    }

    /** Cuts at white space where there is some near, so that no indicator is read by half. */
    private static int cutAt(CharSequence text, Limits limits) {
        if (text.length() <= limits.textLengthMax()) {
            return text.length();
        }
        int nearest = Math.max(1, limits.textLengthMax() - limits.spanLengthMax());
        for (int cut = limits.textLengthMax(); cut > nearest; cut--) {
            if (Character.isWhitespace(text.charAt(cut - 1))) {
                return cut - 1;
            }
        }
        return limits.textLengthMax();
    }
}
