package dev.palimpsest.observables;

import java.util.Locale;

/** What an {@link Observable} is. The order is the precedence when two spans overlap: the earlier type wins. */
public enum ObservableType {
    /** A YARA rule from {@code rule} to its closing brace, as written. */
    YARA_RULE,
    /** A browser's or program's {@code User-Agent}, as written. */
    USER_AGENT,
    /** A URL; scheme and host are lower case, the rest as written. The scheme is absent where the text has none. */
    URL,
    /** An Amazon resource name, as written. */
    ARN,
    /** A ssdeep hash, block size and both halves. */
    SSDEEP,
    /** An XMPP (Jabber) address; the domain is lower case. */
    XMPP,
    /** An e-mail address; the domain is lower case, the local part as written. */
    EMAIL,
    /** A Windows registry key; the root is spelt out or short as written, separators are single backslashes. */
    REGISTRY_KEY,
    /** A Windows named pipe, {@code \\.\pipe\name}. */
    PIPE,
    /** A mutex, by its label; the name as written. */
    MUTEX,
    /** An IPv4 or IPv6 network in prefix notation; host bits are kept as written. */
    CIDR,
    /** An IPv6 address in the text form of RFC 5952, without a zone. */
    IPV6,
    /** The path of a file or directory: Windows with a drive or a variable, UNC, or Unix; as written. */
    FILE_PATH,
    /** A MAC address, lower case, separated by colons. */
    MAC,
    /** A TLS client fingerprint, JA4: as written, lower case. */
    JA4,
    /** A Monero address whose checksum holds. */
    XMR,
    /** A Bitcoin address whose checksum holds: Base58, bech32 or bech32m. */
    BTC,
    /** An Ethereum address; in mixed case its EIP-55 checksum holds. */
    ETH,
    /** A telephone number: digits alone, with a leading plus where one was written. */
    PHONE,
    /** A Google Analytics id, upper case. */
    GA_TRACKER,
    /** A Google AdSense publisher id, {@code pub-} and sixteen digits. */
    ADSENSE_PUBLISHER,
    /** A domain name, lower case, Unicode labels as punycode. */
    DOMAIN,
    /** The hash of a PE import table, by its label; 32 hexadecimal digits, lower case. */
    IMPHASH,
    /** The hash in an Authenticode signature, by its label; 64 hexadecimal digits, lower case. */
    AUTHENTIHASH,
    /** A TLS client fingerprint, JA3, by its label; 32 hexadecimal digits, lower case. */
    JA3,
    /** A TLS server fingerprint, JA3S, by its label; 32 hexadecimal digits, lower case. */
    JA3S,
    /** 128 hexadecimal digits, lower case. */
    SHA512,
    /** 64 hexadecimal digits, lower case. */
    SHA256,
    /** 40 hexadecimal digits, lower case. */
    SHA1,
    /** 32 hexadecimal digits, lower case. */
    MD5,
    /** A CVE identifier, upper case. */
    CVE,
    /** An autonomous system number, {@code AS} and digits. */
    ASN,
    /** A traffic light protocol marking, such as {@code TLP:AMBER+STRICT}. */
    TLP,
    /** An ATT&amp;CK technique or sub-technique that exists or existed, upper case, as written even if revoked. */
    ATTACK_TECHNIQUE,
    /** An ATT&amp;CK tactic that exists or existed, upper case. */
    ATTACK_TACTIC,
    /** An ATT&amp;CK mitigation that exists, upper case. */
    ATTACK_MITIGATION,
    /** An IPv4 address in dotted decimals. */
    IPV4,
    /** The name of a file without a path, as written. */
    FILE_NAME;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** The name in JSON and on the command line, such as {@code attack_technique}. */
    public String key() {
        return key;
    }
}
