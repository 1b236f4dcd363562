package dev.palimpsest.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a version says, readable or sealed under a key. */
public sealed interface Content {

    /** Attribute: why a claim is kept from recall until a person has looked at it. */
    String HELD = "palimpsest.held";

    /** What the names of attributes begin with that a caller gave as labels. */
    String LABEL = "metadata.";

    /** Attribute: the conversation it was said in, as a {@code run:} subject. */
    String SESSION = "session";

    /** Attribute: how much the text reads like an order to an assistant, 0 to 1. */
    String INSTRUCTION_SCORE = "palimpsest.instruction_score";

    /**
     * Readable content. Lists are kept sorted and without repeats, so equal facts are equal values.
     *
     * @param text       one sentence a person can read; at most {@link Limits#TEXT_LENGTH_MAX} UTF-16 units
     * @param attributes the typed parts, named by ECS or STIX where those have a name; bounded by {@link Limits}
     * @param entities   what the fact points at besides its subject
     * @param categories coarse labels to filter by, such as {@code preference} or {@code lateral-movement}
     * @param keyId      the key it is sealed under wherever it is written, because it is somebody's own words; null where
     *                   it is nobody's
     */
    record Plain(String text, SortedMap<String, List<String>> attributes, List<Subject> entities,
            List<String> categories, @Nullable String keyId) implements Content {

        public Plain {
            if (text.length() > Limits.TEXT_LENGTH_MAX) {
                throw new IllegalArgumentException("text over " + Limits.TEXT_LENGTH_MAX + " characters");
            }
            attributes = copyAttributes(attributes);
            entities = bounded(entities, Limits.ENTITIES_MAX);
            categories = bounded(categories, Limits.ENTITIES_MAX);
        }

        /** Nobody's own words. */
        public Plain(String text, SortedMap<String, List<String>> attributes, List<Subject> entities,
                List<String> categories) {
            this(text, attributes, entities, categories, null);
        }

        /** The same, to be sealed under this key wherever it is written. */
        public Plain under(@Nullable String key) {
            return new Plain(text, attributes, entities, categories, key);
        }

        /** Whether both say the same, whosever words they are. */
        public boolean saysSameAs(Plain other) {
            return under(null).equals(other.under(null));
        }

        /** Text alone. */
        public static Plain of(String text) {
            return new Plain(text, Collections.emptySortedMap(), List.of(), List.of());
        }

        public Plain withAttribute(String name, String value) {
            return withAttribute(name, List.of(value));
        }

        /** The attribute set to these values; no values remove it. */
        public Plain withAttribute(String name, List<String> values) {
            TreeMap<String, List<String>> more = new TreeMap<>(attributes);
            more.put(name, values);
            return new Plain(text, more, entities, categories, keyId);
        }

        public Plain withEntities(Collection<Subject> values) {
            return new Plain(text, attributes, List.copyOf(values), categories, keyId);
        }

        public Plain withCategories(String... values) {
            return new Plain(text, attributes, entities, List.of(values), keyId);
        }

        /** The first value of an attribute. */
        public Optional<String> first(String name) {
            return all(name).stream().findFirst();
        }

        /** All values of an attribute, sorted; empty where it has none. */
        public List<String> all(String name) {
            return attributes.getOrDefault(name, List.of());
        }

        /**
         * This content with what the other adds; this text stays. What exceeds a bound is left out. Words under another key
         * add nothing: who is forgotten must not leave anything in what stays, nor take anything of it along. Words of a later
         * stretch of time of what is kept for a time stand in the place of these, so that nothing outlives its own time.
         */
        public Plain union(Plain other) {
            if (!Objects.equals(keyId, other.keyId)) {
                boolean later = keyId != null && other.keyId != null && KeyStretch.isLater(other.keyId, keyId);
                return later ? other : this;
            }
            TreeMap<String, List<String>> both = new TreeMap<>(attributes);
            other.attributes.forEach((name, values) -> {
                if (both.containsKey(name) || both.size() < Limits.ATTRIBUTES_MAX) {
                    both.merge(name, values, Plain::keepFirst);
                }
            });
            return new Plain(text, both, keepFirst(entities, other.entities), keepFirst(categories, other.categories),
                    keyId);
        }

        private static <T extends Comparable<? super T>> List<T> keepFirst(List<T> kept, List<T> more) {
            List<T> all = new ArrayList<>(kept);
            more.stream().filter(value -> !kept.contains(value)).forEach(all::add);
            return all;
        }

        private static SortedMap<String, List<String>> copyAttributes(SortedMap<String, List<String>> attributes) {
            if (attributes.size() > Limits.ATTRIBUTES_MAX) {
                throw new IllegalArgumentException("over " + Limits.ATTRIBUTES_MAX + " attributes");
            }
            TreeMap<String, List<String>> copy = new TreeMap<>();
            attributes.forEach((name, values) -> {
                if (!values.isEmpty()) {
                    copy.put(name, bounded(values.stream().map(Plain::cut).toList(), Limits.ATTRIBUTE_VALUES_MAX));
                }
            });
            return Collections.unmodifiableSortedMap(copy);
        }

        /** Never between the two halves of a character. */
        private static String cut(String value) {
            int max = Limits.ATTRIBUTE_VALUE_LENGTH_MAX;
            if (value.length() <= max) {
                return value;
            }
            return value.substring(0, Character.isHighSurrogate(value.charAt(max - 1)) ? max - 1 : max);
        }

        /** The first {@code max} values in the order given, then sorted: a full list does not let newcomers push out. */
        private static <T extends Comparable<? super T>> List<T> bounded(List<T> values, int max) {
            return List.copyOf(new TreeSet<>(values.stream().distinct().limit(max).toList()));
        }
    }

    /**
     * Content readable only while its key exists.
     *
     * @param keyId      which key
     * @param nonce      Base64
     * @param ciphertext Base64 of AES-256-GCM output
     */
    record Sealed(String keyId, String nonce, String ciphertext) implements Content {

        /** What is left once the key is destroyed: nothing, and whose it was. */
        public static Sealed gone(String keyId) {
            return new Sealed(keyId, "", "");
        }
    }

    /** The key it is, or is to be, sealed under. Empty where it is nobody's own words. */
    default Optional<String> key() {
        return switch (this) {
            case Plain plain -> Optional.ofNullable(plain.keyId());
            case Sealed sealed -> Optional.of(sealed.keyId());
        };
    }

    /** The readable content. Empty where it is sealed. */
    default Optional<Plain> plain() {
        return this instanceof Plain plain ? Optional.of(plain) : Optional.empty();
    }

    /** Attributes from name and single value, in turn. */
    static SortedMap<String, List<String>> attributes(Map<String, String> values) {
        TreeMap<String, List<String>> sorted = new TreeMap<>();
        values.forEach((name, value) -> sorted.put(name, List.of(value)));
        return sorted;
    }
}
