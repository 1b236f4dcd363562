package dev.palimpsest.query.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.access.Door;
import dev.palimpsest.memory.TenantId;
import dev.palimpsest.query.settings.Settings.Entry;
import dev.palimpsest.query.settings.Settings.Sort;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SettingsTableTest {

    private static final TenantId ACME = new TenantId("acme");

    private final SettingsTable table = new SettingsTable();
    private long place;

    @Test
    void shouldNameTheOldestBeyondTheMostAsSurplus() {
        put("1", 10);
        put("2", 10);
        put("3", 10);

        assertThat(table.surplus(ACME, Sort.EVENT, 2, 1_000)).extracting(Entry::id).containsExactly("1");
        assertThat(table.surplus(ACME, Sort.EVENT, 3, 1_000)).isEmpty();
        assertThat(table.surplus(ACME, Sort.EXPORT, 0, 0)).isEmpty();
    }

    @Test
    void shouldNameTheOldestBeyondTheMostCharactersAsSurplusButNeverTheLatest() {
        put("1", 400);
        put("2", 400);
        put("3", 400);

        assertThat(table.surplus(ACME, Sort.EVENT, 10, 1_000)).extracting(Entry::id).containsExactly("1");
        assertThat(table.surplus(ACME, Sort.EVENT, 10, 5)).extracting(Entry::id).containsExactly("2", "1");
    }

    @Test
    void shouldCountWhatTakesAnothersPlaceOnce() {
        put("1", 400);
        put("2", 400);
        put("2", 10);
        put("2", 400);

        assertThat(table.surplus(ACME, Sort.EVENT, 10, 1_000)).isEmpty();
    }

    @Test
    void shouldNotHeapUpWhatIsGone() {
        for (int i = 0; i < 3 * SettingsTable.GONE_MAX; i++) {
            put("gone-" + i, 10);
            table.apply(ACME, Sort.EVENT, "gone-" + i, ++place, null);
        }
        put("there", 10);

        assertThat(table.size()).isEqualTo(SettingsTable.GONE_MAX + 1);
        assertThat(table.all(ACME, Sort.EVENT)).extracting(Entry::id).containsExactly("there");
        assertThat(table.surplus(ACME, Sort.EVENT, 1, 1_000)).isEmpty();
    }

    @Test
    void shouldNotBringBackWhatIsGoneByAnOlderWord() {
        put("1", 10);
        table.apply(ACME, Sort.EVENT, "1", 10, null);
        table.apply(ACME, Sort.EVENT, "1", 5, entry("1", 10));

        assertThat(table.get(ACME, Sort.EVENT, "1")).isEmpty();
    }

    private void put(String id, int characters) {
        table.apply(ACME, Sort.EVENT, id, ++place, entry(id, characters));
    }

    private Entry entry(String id, int characters) {
        return new Entry(ACME, Sort.EVENT, id,
                Door.JSON.createObjectNode().put("payload", "x".repeat(characters)), "bot",
                Instant.EPOCH.plusSeconds(place));
    }
}
