package dev.palimpsest.observables;

/** A contested question of reading, answered yes. README.md lists the questions and the default answers. */
public enum Choice {
    /** {@code evil.example/a} is a URL without a scheme; otherwise its host alone is found. On by default. */
    URLS_WITHOUT_SCHEME,
    /** URLs hidden in Base64, hexadecimal digits or percent-encoding are URLs. On by default. */
    ENCODED_URLS,
    /** The host of a URL, the domain of an e-mail address and the IPv4 address of a mapped IPv6 address are derived. On by default. */
    HOSTS_OF_ADDRESSES,
    /** The address before the slash of a network is derived. On by default. */
    ADDRESS_OF_NETWORK,
    /** Hashes, addresses, names and CVE ids in the path or query of a URL, and hashes in file paths, are derived. On by default. */
    INSIDE_OTHERS,
    /** A URL in plain text in the path or query of another is derived too. Off by default. */
    URLS_INSIDE_URLS,
    /** What a YARA rule or a user agent names is derived. On by default. */
    INSIDE_RULES_AND_AGENTS,
    /** {@code setup.py} and {@code archive.zip} are domains. Off by default. */
    FILE_NAMES_AS_DOMAINS,
    /** Names under suffixes that are not on the public suffix list are domains, if they are two letters or more. Off by default. */
    UNKNOWN_SUFFIXES,
    /** An underscore in the registered name, {@code foo_bar.example}, is allowed. Off by default. */
    UNDERSCORES_IN_NAMES,
    /** {@code 010.1.2.3} is an address, read in decimals. Off by default. */
    LEADING_ZEROS,
    /** {@code version 1.2.3.4} and {@code Chrome/120.0.0.0} hold addresses. Off by default. */
    VERSIONS_AS_ADDRESSES,
    /** A hash glued to letters that are no hexadecimal digits, {@code …8427ehash}, is one. On by default. */
    HASHES_IN_WORDS,
    /** Digits alone, of a hash's length, are a hash. On by default. */
    HASHES_OF_DIGITS
}
