package dev.palimpsest.observables;

/** What an {@link Observable} is. The order is the precedence when two spans overlap: the earlier type wins. */
public enum ObservableType {
    /** An absolute URL; scheme and host are lower case, the rest as written. */
    URL,
    /** An e-mail address; the domain is lower case, the local part as written. */
    EMAIL,
    /** An IPv4 or IPv6 network in prefix notation; host bits are kept as written. */
    CIDR,
    /** An IPv6 address in the text form of RFC 5952, without a zone. */
    IPV6,
    /** A MAC address, lower case, separated by colons. */
    MAC,
    /** A domain name, lower case, Unicode labels as punycode. */
    DOMAIN,
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
    /** An ATT&amp;CK technique or sub-technique known to the pinned ATT&amp;CK version, upper case, as written even if revoked. */
    ATTACK_TECHNIQUE,
    /** An IPv4 address in dotted decimals. */
    IPV4
}
