package dev.palimpsest.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palimpsest.memory.Content.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ContentTest {

    @Test
    void shouldBeEqualWhateverTheOrderOfItsParts() {
        Plain one = Plain.of("t").withAttribute("a", List.of("2", "1", "2")).withCategories("y", "x")
                .withEntities(List.of(Sample.SERVER, Sample.ALICE));
        Plain other = Plain.of("t").withAttribute("a", List.of("1", "2")).withCategories("x", "y", "x")
                .withEntities(List.of(Sample.ALICE, Sample.SERVER));

        assertThat(other).isEqualTo(one);
    }

    @Test
    void shouldRefuseTextOverTheBound() {
        assertThat(Plain.of("x".repeat(Limits.TEXT_LENGTH_MAX)).text()).hasSize(Limits.TEXT_LENGTH_MAX);
        assertThatThrownBy(() -> Plain.of("x".repeat(Limits.TEXT_LENGTH_MAX + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldKeepTheFirstValuesWhenAnAttributeIsFull() {
        Plain full = Plain.of("t").withAttribute("port", numbers(100, Limits.ATTRIBUTE_VALUES_MAX));

        Plain both = full.union(Plain.of("t").withAttribute("port", "1"));

        assertThat(both).isEqualTo(full);
    }

    @Test
    void shouldCutAttributeValuesAtTheBound() {
        String longest = "x".repeat(Limits.ATTRIBUTE_VALUE_LENGTH_MAX);

        assertThat(Plain.of("t").withAttribute("a", longest + "yz").first("a")).contains(longest);
        assertThat(Plain.of("t").withAttribute("a", longest.substring(1) + "😀").first("a"))
                .contains(longest.substring(1));
    }

    @Test
    void shouldLeaveOutAttributesThatExceedTheBoundWhenJoined() {
        Plain one = Plain.of("t");
        Plain other = Plain.of("t");
        for (int i = 0; i < Limits.ATTRIBUTES_MAX; i++) {
            one = one.withAttribute("b" + i, "1");
            other = other.withAttribute("a" + i, "1");
        }

        assertThat(one.union(other)).isEqualTo(one);
    }

    @Test
    void shouldKeepItsOwnCopies() {
        List<String> values = new ArrayList<>(List.of("a"));
        Plain plain = Plain.of("t").withAttribute("x", values);

        values.add("b");

        assertThat(plain.all("x")).containsExactly("a");
        assertThatThrownBy(() -> plain.attributes().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void shouldDropAnAttributeWithoutValues() {
        assertThat(Plain.of("t").withAttribute("x", "1").withAttribute("x", List.of())).isEqualTo(Plain.of("t"));
    }

    @Property
    void shouldAddNothingTwice(@ForAll("contents") Plain one, @ForAll("contents") Plain other) {
        Plain both = one.union(other);

        assertThat(both.union(other)).isEqualTo(both);
        assertThat(both.union(one)).isEqualTo(both);
        assertThat(one.union(one)).isEqualTo(one);
        assertThat(both.text()).isEqualTo(one.text());
    }

    @Provide
    Arbitrary<Plain> contents() {
        Arbitrary<List<String>> values = Arbitraries.integers().between(0, 20).map(String::valueOf).list()
                .ofMaxSize(12);
        return Combinators
                .combine(Arbitraries.of("one", "two"), Arbitraries.maps(Arbitraries.of("a", "b", "c"), values),
                        values)
                .as((text, attributes, categories) -> {
                    Plain plain = Plain.of(text).withCategories(categories.toArray(String[]::new));
                    for (var entry : attributes.entrySet()) {
                        plain = plain.withAttribute(entry.getKey(), entry.getValue());
                    }
                    return plain;
                });
    }

    private static List<String> numbers(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(String::valueOf).toList();
    }

    @Test
    void shouldLearnAnewInALaterStretchOfTimeAndNothingFromAnEarlierOne() {
        String person = "00112233445566778899aabbccddeeff";
        Content.Plain first = Content.Plain.of("seen").withAttribute("port", "22")
                .under(person + "-relation-1000-acme.1");
        Content.Plain later = Content.Plain.of("seen").withAttribute("port", "443")
                .under(person + "-relation-2000-acme.1");

        assertThat(first.union(later)).isEqualTo(later);
        assertThat(later.union(first)).isEqualTo(later);
        assertThat(first.union(later.under(person + "-detection-2000-acme.1"))).isEqualTo(first);
        assertThat(first.union(later.under(person.replace('0', '1') + "-relation-2000-acme.1"))).isEqualTo(first);
        assertThat(first.under(person + ".1").union(later).keyId()).isEqualTo(person + ".1");
        assertThat(later.union(later.withAttribute("port", "8443")).all("port")).containsExactly("443", "8443");
    }
}
