package dev.palimpsest.observables;

import java.util.List;

/**
 * Indicators in text, defanged or not: see {@link ObservableType} for the kinds.
 *
 * <p>All methods are pure, never throw on any text, and take time linear in its length. README.md lists the policy on
 * contested cases.
 */
public final class Observables {

    private Observables() {}

    /** The indicators in a text in order of appearance, within {@link Limits#DEFAULTS}; spans never overlap. */
    public static List<Observable> find(CharSequence text) {
        return scan(text, Limits.DEFAULTS).observables();
    }

    /** As {@link #find(CharSequence)}, for the types and with the choices given. */
    public static List<Observable> find(CharSequence text, Options options) {
        return scan(text, Limits.DEFAULTS, options).observables();
    }

    /** As {@link #find(CharSequence)}, and says whether a limit left anything out. */
    public static Scan scan(CharSequence text, Limits limits) {
        return scan(text, limits, Options.DEFAULTS);
    }

    /** As {@link #scan(CharSequence, Limits)}, for the types and with the choices given. */
    public static Scan scan(CharSequence text, Limits limits, Options options) {
        return new TextScan(text, limits, options).run();
    }

    /**
     * Undoes the defanging of one indicator, such as {@code hxxps[:]//evil[.]example} or {@code 10 . 1 . 2 . 3}. It does
     * not look for indicators: do not hand it prose. {@code refang(refang(x))} equals {@code refang(x)}. A value
     * longer than {@link Limits#DEFAULTS} allows for a span is returned as it is.
     */
    public static String refang(String indicator) {
        return Fangs.refang(indicator);
    }

    /**
     * Undoes the defanging of every indicator in a text and leaves the rest of it as it is. A text longer than
     * {@link Limits#DEFAULTS} allows is returned as it is.
     */
    public static String refangText(String text) {
        return Fangs.refangText(text);
    }

    /**
     * Makes one address, name or URL safe to paste: {@code hxxps[:]//evil[.]example/path}. The path of a URL is kept.
     * A value that is defanged already comes out in this one form.
     */
    public static String defang(String indicator) {
        return Fangs.defang(indicator);
    }
}
