package dev.palimpsest.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rules import nothing but the language and their own, and read no clock and no chance. The enforcer bans the
 * libraries; this bans the parts of the JDK that would make a fold depend on more than its log.
 */
class PurityTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern IMPORT = Pattern.compile("import (?:static )?([\\w.]+);");
    private static final Pattern ALLOWED = Pattern
            .compile("dev\\.palimpsest\\.memory\\..*|org\\.jspecify\\..*|java\\.(io\\.ByteArrayOutputStream"
                    + "|math|nio\\.ByteBuffer|nio\\.charset|security\\.(MessageDigest|NoSuchAlgorithmException"
                    + "|GeneralSecurityException|KeyFactory|Signature|spec\\.X509EncodedKeySpec)"
                    + "|text\\.Normalizer|time|util)\\b.*");
    private static final Pattern IMPURE = Pattern
            .compile("\\.now\\(|System\\.(?:current|nano|get)|Random|Clock|Thread|randomUUID");

    @Test
    void shouldImportNothingImpure() {
        assertThat(lines()).isNotEmpty().allSatisfy(line -> {
            var imported = IMPORT.matcher(line);
            if (imported.matches()) {
                assertThat(imported.group(1)).matches(ALLOWED);
            }
        });
    }

    @Test
    void shouldReadNoClockAndNoChance() {
        assertThat(lines()).filteredOn(line -> !line.strip().startsWith("*")).noneMatch(IMPURE.asPredicate());
    }

    private static List<String> lines() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).flatMap(PurityTest::linesOf).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
