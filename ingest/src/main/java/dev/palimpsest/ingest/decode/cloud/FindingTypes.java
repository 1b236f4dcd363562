package dev.palimpsest.ingest.decode.cloud;

import java.util.Map;
import java.util.Optional;

/**
 * Techniques of GuardDuty's finding types, only where a type means one technique: types about unusual or listed callers say
 * who acted and not what was done, and have none. After the mapping of the Center for Threat-Informed Defense, in the ids of today.
 */
final class FindingTypes {

    /** The beginning of a type; the longest that fits decides. */
    private static final Map<String, String> TECHNIQUES = Map.ofEntries(
            Map.entry("UnauthorizedAccess:EC2/SSHBruteForce", "T1110"),
            Map.entry("UnauthorizedAccess:EC2/RDPBruteForce", "T1110"),
            Map.entry("Impact:EC2/WinRMBruteForce", "T1110"),
            Map.entry("CredentialAccess:RDS/AnomalousBehavior.SuccessfulBruteForce", "T1110"),
            Map.entry("CredentialAccess:RDS/AnomalousBehavior.FailedLogin", "T1110"),
            Map.entry("Recon:EC2/Portscan", "T1046"),
            Map.entry("Recon:EC2/PortProbe", "T1046"),
            Map.entry("Impact:EC2/PortSweep", "T1046"),
            Map.entry("Backdoor:EC2/C&CActivity.B", "T1071"),
            Map.entry("Backdoor:EC2/C&CActivity.B!DNS", "T1071.004"),
            Map.entry("Backdoor:Runtime/C&CActivity.B", "T1071"),
            Map.entry("Backdoor:Runtime/C&CActivity.B!DNS", "T1071.004"),
            Map.entry("Backdoor:Lambda/C&CActivity.B", "T1071"),
            Map.entry("Backdoor:EC2/DenialOfService", "T1498"),
            Map.entry("Trojan:EC2/DGADomainRequest", "T1568.002"),
            Map.entry("Trojan:Runtime/DGADomainRequest", "T1568.002"),
            Map.entry("Trojan:EC2/DriveBySourceTraffic", "T1189"),
            Map.entry("Trojan:Runtime/DriveBySourceTraffic", "T1189"),
            Map.entry("Trojan:EC2/PhishingDomainRequest", "T1566"),
            Map.entry("Trojan:EC2/DNSDataExfiltration", "T1048"),
            Map.entry("UnauthorizedAccess:EC2/TorClient", "T1090.003"),
            Map.entry("UnauthorizedAccess:EC2/TorRelay", "T1090.003"),
            Map.entry("UnauthorizedAccess:Runtime/TorClient", "T1090.003"),
            Map.entry("UnauthorizedAccess:Runtime/TorRelay", "T1090.003"),
            Map.entry("UnauthorizedAccess:EC2/MetadataDNSRebind", "T1552.005"),
            Map.entry("UnauthorizedAccess:Runtime/MetadataDNSRebind", "T1552.005"),
            Map.entry("UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration", "T1552.005"),
            Map.entry("Policy:IAMUser/RootCredentialUsage", "T1078.004"),
            Map.entry("UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B", "T1078.004"),
            Map.entry("Stealth:IAMUser/CloudTrailLoggingDisabled", "T1562.008"),
            Map.entry("Stealth:S3/ServerAccessLoggingDisabled", "T1562.008"),
            Map.entry("CryptoCurrency:", "T1496"),
            Map.entry("Impact:EC2/BitcoinDomainRequest", "T1496"),
            Map.entry("Impact:Runtime/CryptoMinerExecuted", "T1496"),
            Map.entry("PrivilegeEscalation:Runtime/DockerSocketAccessed", "T1611"),
            Map.entry("PrivilegeEscalation:Runtime/RuncContainerEscape", "T1611"),
            Map.entry("PrivilegeEscalation:Runtime/CGroupsReleaseAgentModified", "T1611"));

    private static final int TYPE_CHARS_MAX = 200;

    private FindingTypes() {}

    /** The id of a technique. */
    static Optional<String> technique(String type) {
        for (int end = Math.min(type.length(), TYPE_CHARS_MAX); end > 0; end--) {
            String technique = TECHNIQUES.get(type.substring(0, end));
            if (technique != null) {
                return Optional.of(technique);
            }
        }
        return Optional.empty();
    }
}
