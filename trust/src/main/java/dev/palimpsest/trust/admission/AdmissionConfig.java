package dev.palimpsest.trust.admission;

import dev.palimpsest.trust.seal.KeyDirectory;
import dev.palimpsest.trust.seal.SealedObservations;
import dev.palimpsest.trust.seal.Sealer;
import dev.palimpsest.trust.secret.Pseudonyms;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where admission finds its key and its policy. The services that write observations must have the same.
 *
 * @param key     {@code palimpsest.redaction-key}, hexadecimal digits; null to go by the file
 * @param keyFile {@code palimpsest.redaction-key-file}, made at the first start; default ./redaction-key
 * @param sources {@code palimpsest.sources-file}, tiers and redaction by source; need not exist; default ./sources.conf
 * @param keys    {@code palimpsest.keys-dir}, the keys of data subjects, see {@link KeyDirectory}; default ./keys
 */
public record AdmissionConfig(@Nullable String key, Path keyFile, Path sources, Path keys) {
    /** Name of the directory of keys where no other is said. */
    public static final String KEYS = "keys";

    /** Reads the settings from what gives a setting by its name. */
    public static AdmissionConfig from(Function<String, Optional<String>> settings) {
        return new AdmissionConfig(settings.apply("palimpsest.redaction-key").orElse(null),
                Path.of(settings.apply("palimpsest.redaction-key-file").orElse("redaction-key")),
                Path.of(settings.apply("palimpsest.sources-file").orElse("sources.conf")),
                Path.of(settings.apply("palimpsest.keys-dir").orElse(KEYS)));
    }

    /** Key and policy in a directory. */
    public static AdmissionConfig in(Path directory) {
        return new AdmissionConfig(null, directory.resolve("redaction-key"), directory.resolve("sources.conf"),
                directory.resolve(KEYS));
    }

    /**
     * Admission by this key and policy.
     *
     * @throws IllegalArgumentException where one of them is malformed, in one line
     */
    public Admission open() {
        return new Admission(installationKey(), SourcePolicy.at(sources), new SealedObservations(sealer())::seal);
    }

    private byte[] installationKey() {
        return key == null ? InstallationKey.at(keyFile) : InstallationKey.parse(key.strip());
    }

    /**
     * 32 bytes for another purpose, the same wherever and whenever the installation's key is the same, from which neither that key nor
     * those of other purposes can be told.
     *
     * @throws IllegalArgumentException where the installation's key is malformed, in one line
     */
    public byte[] keyFor(String purpose) {
        return HexFormat.of().parseHex(new Pseudonyms(installationKey()).digits("\0purpose\0" + purpose));
    }

    /**
     * By the keys in the directory.
     *
     * @throws IllegalArgumentException where others may read them, in one line
     */
    public Sealer sealer() {
        return new Sealer(KeyDirectory.at(keys));
    }
}
