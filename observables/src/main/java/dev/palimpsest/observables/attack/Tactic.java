package dev.palimpsest.observables.attack;

import java.util.Locale;
import java.util.Optional;

/** The tactics of ATT&amp;CK Enterprise in the order of an intrusion, which is the order of the constants. */
public enum Tactic {
    RECONNAISSANCE("TA0043", "Reconnaissance", "侦察"), RESOURCE_DEVELOPMENT("TA0042", "Resource Development",
            "资源开发"), INITIAL_ACCESS("TA0001", "Initial Access", "初始访问"), EXECUTION("TA0002", "Execution",
                    "执行"), PERSISTENCE("TA0003", "Persistence", "持久化"), PRIVILEGE_ESCALATION("TA0004",
                            "Privilege Escalation", "权限提升"), DEFENSE_EVASION("TA0005", "Defense Evasion",
                                    "防御规避"), CREDENTIAL_ACCESS("TA0006", "Credential Access",
                                            "凭据访问"), DISCOVERY("TA0007", "Discovery", "发现"), LATERAL_MOVEMENT("TA0008",
                                                    "Lateral Movement", "横向移动"), COLLECTION("TA0009", "Collection",
                                                            "收集"), COMMAND_AND_CONTROL("TA0011", "Command and Control",
                                                                    "命令与控制"), EXFILTRATION("TA0010", "Exfiltration",
                                                                            "数据渗出"), IMPACT("TA0040", "Impact", "影响");

    private final String id;
    private final String english;
    private final String chinese;

    Tactic(String id, String english, String chinese) {
        this.id = id;
        this.english = english;
        this.chinese = chinese;
    }

    /** Such as {@code TA0008}. */
    public String id() {
        return id;
    }

    /** Such as {@code lateral-movement}, as in STIX kill chain phases. */
    public String shortName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Such as {@code Lateral Movement}. */
    public String english() {
        return english;
    }

    /** Such as {@code 横向移动}. */
    public String chinese() {
        return chinese;
    }

    /** By id, short name or display name in either language, whatever the case; spaces, hyphens and underscores are the same. */
    public static Optional<Tactic> named(String text) {
        String wanted = text.strip().replace(' ', '-').replace('_', '-');
        for (Tactic tactic : values()) {
            if (tactic.shortName().equalsIgnoreCase(wanted) || tactic.id.equalsIgnoreCase(wanted)
                    || tactic.chinese.equals(wanted)) {
                return Optional.of(tactic);
            }
        }
        return Optional.empty();
    }
}
