package dev.palimpsest.observables;

import java.util.List;

/** What tests say about a text: "TYPE value" for every indicator found. */
final class Texts {

    private Texts() {}

    static List<String> found(String text) {
        return Observables.find(text).stream().map(Texts::line).toList();
    }

    static List<String> derived(String text) {
        return Observables.find(text).stream().flatMap(each -> each.derived().stream()).map(Texts::line).toList();
    }

    private static String line(Observable each) {
        return each.type() + " " + each.value();
    }
}
