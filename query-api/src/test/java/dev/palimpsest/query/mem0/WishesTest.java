package dev.palimpsest.query.mem0;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palimpsest.access.Door;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WishesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Do not store passport numbers.|My passport number is X1|false",
            "Do not store passport numbers.|I like tea|true", "Never remember health or diets|My diet is strict|false",
            "exclude: salaries|What is my salary?|false", "Only store travel plans and food|I plan a party|false",
            "Only store travel plans and food|I have travel plans|true", "Be concise.|Anything|true",
            "Please don't save any credit cards; be brief|my credit card|false"})
    void shouldFollowInstructionsItUnderstands(String instructions, String text, boolean kept) {
        assertThat(Wishes.of(Stream.of(instructions), List.of(), List.of()).against(text).isEmpty()).isEqualTo(kept);
    }

    @Test
    void shouldSayWhySomethingIsNotKept() {
        assertThat(Wishes.of(Stream.of(), List.of(), List.of("weather")).against("The weather is bad"))
                .hasValueSatisfying(reason -> assertThat(reason).contains("weather"));
        assertThat(Wishes.of(Stream.of(), List.of("sports"), List.of()).against("The weather is bad")).isPresent();
    }

    @Test
    void shouldSortByTheWordsOfACategoryAndItsDescription() throws IOException {
        Catalogue catalogue = Catalogue.of(Door.JSON.readTree(
                "[{\"food_habits\":\"what somebody eats or drinks\"},{\"travel\":\"\"},\"hobbies\"]"));

        assertThat(catalogue.of("Robin drinks espresso")).containsExactly("food_habits");
        assertThat(catalogue.of("We travel for our hobbies")).containsExactly("travel", "hobbies");
        assertThat(catalogue.of("Nothing of that")).isEmpty();
        assertThat(Catalogue.of(catalogue.json())).isEqualTo(catalogue);
    }
}
