package dev.palimpsest.observables;

import java.util.Locale;

import dev.palimpsest.observables.attack.Attack;

/** Reads ATT&amp;CK identifiers that exist. In any letter case: few words of five characters are so written, and fewer have the number of one. */
final class AttackIds {

    private final FoldedText text;

    AttackIds(FoldedText text) {
        this.text = text;
    }

    void technique(int from, int to, Candidates out) {
        char letter = text.at(from);
        if ((letter != 'T' && letter != 't') || to - from != 5 || !isDigits(from + 1, to)) {
            return;
        }
        boolean sub = (text.at(to) == '.' || text.at(to) == '/') && Chars.isDigit(text.at(to + 1));
        if (sub && (!isDigits(to + 1, to + 4) || Chars.isWord(text.at(to + 4)))) {
            return;
        }
        int end = sub ? to + 4 : to;
        String id = text.text(from, end).toUpperCase(Locale.ROOT).replace('/', '.');
        if (Attack.isTechniqueId(id)) {
            out.propose(ObservableType.ATTACK_TECHNIQUE, id, from, end);
        }
    }

    void tactic(int from, int to, Candidates out) {
        if (to - from == 6 && text.isWord("ta", from) && isDigits(from + 2, to)) {
            String id = text.text(from, to).toUpperCase(Locale.ROOT);
            if (Attack.isTacticId(id)) {
                out.propose(ObservableType.ATTACK_TACTIC, id, from, to);
            }
        }
    }

    void mitigation(int from, int to, Candidates out) {
        String id = to - from == 5 ? text.text(from, to).toUpperCase(Locale.ROOT) : "";
        if (id.startsWith("M") && Attack.isMitigationId(id)) {
            out.propose(ObservableType.ATTACK_MITIGATION, id, from, to);
        }
    }

    private boolean isDigits(int from, int to) {
        for (int at = from; at < to; at++) {
            if (!Chars.isDigit(text.at(at))) {
                return false;
            }
        }
        return true;
    }
}
