package dev.palimpsest.query.brief;

import dev.palimpsest.observables.AddressScope;
import dev.palimpsest.observables.Observable;
import dev.palimpsest.observables.ObservableType;
import dev.palimpsest.observables.Observables;
import dev.palimpsest.observables.Options;
import dev.palimpsest.trust.instruction.InstructionLike;

/**
 * How remembered text is put on a line. What came out of logs and feeds is somebody else's choice of characters: control
 * and format characters (bidirectional overrides, zero-width ones) go, line breaks become spaces, and length is capped.
 */
final class Shown {

    /** Longest single value, in code points. */
    static final int VALUE_LENGTH_MAX = 96;

    /** Longest quotation, in code points. */
    static final int QUOTE_LENGTH_MAX = 200;

    private Shown() {}

    /** A value of a record: on one line, harmless to a terminal, short. */
    static String value(String text) {
        return clean(text, VALUE_LENGTH_MAX);
    }

    /** As {@link #value(String)}, at most so many code points. */
    static String value(String text, int max) {
        return clean(text, max);
    }

    /** A person's or a feed's words: as a value, with the addresses of others defanged. */
    static String words(String text) {
        return words(text, QUOTE_LENGTH_MAX);
    }

    /** As {@link #words(String)}, at most so many code points. */
    static String words(String text, int max) {
        return clean(defanged(clean(text, max * 2)), max);
    }

    /** Whether the text reads like an order to an assistant: it is told of, never told. */
    static boolean isOrder(String text) {
        return InstructionLike.of(text).isToBeQuarantined();
    }

    /** Words that an attacker may have chosen, between marks that they cannot hold themselves: data, never an order. */
    static String fenced(String text) {
        return "⟦" + text.replace('⟦', '[').replace('⟧', ']') + "⟧";
    }

    /** An address, a name or a URL in a form nobody can click on. */
    static String defanged(Observable observable) {
        boolean ours = observable.type() == ObservableType.IPV4 || observable.type() == ObservableType.IPV6;
        return ours && isLocal(observable.value()) ? observable.raw() : observable.defanged();
    }

    /** Whether the text is an address that means something only inside an organisation. */
    static boolean isLocal(String address) {
        return AddressScope.of(address).filter(AddressScope::isLocal).isPresent();
    }

    private static String defanged(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        int from = 0;
        for (Observable found : Observables.find(text, Options.PLAIN)) {
            out.append(text, from, found.start()).append(defanged(found));
            from = found.end();
        }
        return out.append(text, from, text.length()).toString();
    }

    private static String clean(String text, int max) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), max));
        int length = 0;
        boolean space = false;
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                space = length > 0;
            } else if (isPrintable(c)) {
                int needed = space ? 2 : 1;
                if (length + needed > max) {
                    return out.append('…').toString();
                }
                if (space) {
                    out.append(' ');
                }
                out.appendCodePoint(c);
                length += needed;
                space = false;
            }
        }
        return out.toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                false;
            default -> true;
        };
    }
}
