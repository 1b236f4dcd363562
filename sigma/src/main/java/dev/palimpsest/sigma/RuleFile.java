package dev.palimpsest.sigma;

import dev.palimpsest.sigma.read.RuleReader;
import java.util.List;

/**
 * What a file of rules holds.
 *
 * @param name     of the file, as messages show it
 * @param rules    those that were understood
 * @param refusals why the others were not
 */
public record RuleFile(String name, List<Rule> rules, List<Refusal> refusals) {

    public RuleFile {
        rules = List.copyOf(rules);
        refusals = List.copyOf(refusals);
    }

    /** Reads the rules of a file. Whatever the text is, the outcome is a value. */
    public static RuleFile read(String name, String text) {
        return RuleReader.read(name, text);
    }

    /**
     * Why a rule was not understood.
     *
     * @param line counts from 1
     */
    public record Refusal(String file, int line, String reason) {
        @Override
        public String toString() {
            return file + ":" + line + ": " + reason;
        }
    }
}
