package dev.palimpsest.observables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.observables.Limits.Limit;

import org.junit.jupiter.api.Test;

class LimitsTest {

    @Test
    void shouldSayThatEverythingWasRead() {
        assertThat(Observables.scan("10.0.0.1", Limits.DEFAULTS)).isInstanceOf(Scan.Complete.class);
    }

    @Test
    void shouldKeepTheFirstWhenThereAreTooMany() {
        Scan scan = Observables.scan("10.0.0.1 http://evil.example/ 10.0.0.2 a@evil.example", new Limits(1000, 100, 2));

        assertThat(scan).isInstanceOfSatisfying(Scan.Cut.class,
                cut -> assertThat(cut.reached()).containsExactly(Limit.COUNT));
        assertThat(scan.observables()).extracting(Observable::value).containsExactly("10.0.0.1",
                "http://evil.example/");
    }

    @Test
    void shouldNotReportHalfAnIndicatorWhenTheTextIsCut() {
        Limits limits = new Limits(20, 15, 10);

        assertThat(Observables.scan("10.0.0.1 10.0.0.199999", limits).observables()).extracting(Observable::value)
                .containsExactly("10.0.0.1");
        assertThat(Observables.scan("xxxxxxxxxxxx10.0.0.199", limits).observables()).isEmpty();
        assertThat(Observables.scan("xxxxxxxxx,,,10.0.0.199", limits).observables()).isEmpty();
    }

    @Test
    void shouldLeaveOutWhatIsTooLongInsteadOfShorteningIt() {
        Scan scan = Observables.scan("http://evil.example/" + "a".repeat(100) + " 10.0.0.1", new Limits(1000, 50, 10));

        assertThat(scan).isInstanceOfSatisfying(Scan.Cut.class,
                cut -> assertThat(cut.reached()).containsExactly(Limit.SPAN_LENGTH));
        assertThat(scan.observables()).extracting(Observable::value).containsExactly("evil.example", "10.0.0.1");
    }

    @Test
    void shouldRefuseLimitsOfZero() {
        assertThatThrownBy(() -> new Limits(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
