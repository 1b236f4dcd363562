package dev.palimpsest.observables.attack;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * ATT&amp;CK Enterprise {@value #VERSION}, loaded once from the class path on first use. Of the other domains it knows which
 * ids exist or existed, and no names.
 *
 * <p>© The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.
 */
public final class Attack {

    /** The version of ATT&amp;CK the facts come from. */
    public static final String VERSION = "18.1";

    /** Revocations form chains; none in ATT&amp;CK is near this long. */
    private static final int REVOCATIONS_MAX = 8;

    private static final Catalogue CATALOGUE = Catalogue.load();

    private Attack() {}

    /** The technique with exactly this id in any letter case, whatever its status. */
    public static Optional<Technique> technique(String id) {
        return Optional.ofNullable(CATALOGUE.techniques().get(id.toUpperCase(Locale.ROOT)));
    }

    /** As {@link #technique}, but a revoked technique yields the one that replaces it. */
    public static Optional<Technique> currentTechnique(String id) {
        Optional<Technique> found = technique(id);
        for (int i = 0; i < REVOCATIONS_MAX && found.isPresent() && found.get().revokedBy().isPresent(); i++) {
            found = technique(found.get().revokedBy().get());
        }
        return found;
    }

    /** Whether a technique or sub-technique has or had this upper-case id, in any domain: Enterprise, Mobile, ICS or the retired PRE-ATT&amp;CK. */
    public static boolean isTechniqueId(String id) {
        return CATALOGUE.techniques().containsKey(id) || OtherDomains.hasTechnique(id);
    }

    /** Whether a tactic has or had this upper-case id, in any domain. */
    public static boolean isTacticId(String id) {
        return Tactic.named(id).isPresent() || OtherDomains.hasTactic(id);
    }

    /** Whether a mitigation has this upper-case id, in any domain. */
    public static boolean isMitigationId(String id) {
        return OtherDomains.hasMitigation(id);
    }

    /** All techniques by id in ascending order, revoked and deprecated ones included. */
    public static List<Technique> techniques() {
        return CATALOGUE.inOrder();
    }

    /** The name with its parent's, as in {@code Remote Services: SMB/Windows Admin Shares}. */
    public static String fullName(Technique technique) {
        return technique.parentId().flatMap(Attack::technique).map(parent -> parent.name() + ": " + technique.name())
                .orElse(technique.name());
    }

    /** The software, group or campaign with this id in any letter case. */
    public static Optional<NamedThreat> threat(String id) {
        return Optional.ofNullable(CATALOGUE.threats().get(id.toUpperCase(Locale.ROOT)));
    }

    /** What goes by a name or alias, whatever the case and the spaces, hyphens or dots in it; empty if nothing does. */
    public static List<NamedThreat> threatsNamed(String name) {
        return CATALOGUE.names().exactly(name);
    }

    /**
     * Names of software, groups and campaigns in a text, longest first where they overlap, in order of appearance, at
     * most {@value NameTrie#MATCHES_MAX}. Names that are everyday words are found only in the letter case ATT&amp;CK
     * writes them in, commands such as "net" and "ping" not at all. Takes time linear in the text.
     */
    public static List<NameMatch> namesIn(CharSequence text) {
        return CATALOGUE.names().in(text);
    }
}
