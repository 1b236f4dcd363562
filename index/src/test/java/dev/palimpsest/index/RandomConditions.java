package dev.palimpsest.index;

import dev.palimpsest.index.Condition.LabelTest;
import dev.palimpsest.index.Condition.Labelled;
import dev.palimpsest.index.Condition.Saying;
import dev.palimpsest.index.Labels.Value;
import dev.palimpsest.memory.Content;
import dev.palimpsest.memory.Kind;
import dev.palimpsest.memory.Memory;
import dev.palimpsest.memory.MemoryId;
import dev.palimpsest.memory.Pap;
import dev.palimpsest.memory.Subject;
import dev.palimpsest.memory.Tlp;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Conditions of every sort, nested, and memories that some of them fit: both from one small stock, so that they meet. */
final class RandomConditions {

    /** What a query language or a pattern takes for its own is among it. */
    private static final List<String> WORDS = List.of("a", "A", "b", "*", "?", "a*", "\\", "C:\\T", "\"", "'", "ä", "Ä",
            "漢字", "🦊", "a b", "AND", "(", "~", ".*", "[", "json:1", "\u001f", "\n", "0", "-1", "null");
    private static final List<String> NAMES = List.of("team", "Team", "a.b", "level");
    private static final List<String> VALUES = List.of("json:1", "json:-1", "json:1.5", "json:1e300", "json:0",
            "json:true", "json:null", "json:[1,\"a\",false]", "json:{\"a\":1}", "json:[]");
    private static final List<String> ACTORS = List.of("user:a", "user:A", "agent:a", "app:*", "run:ä b");
    private static final int DEPTH = 4;

    private final Random random;

    RandomConditions(long seed) {
        random = new Random(seed);
    }

    /** So many memories, no two the same. */
    List<Memory> memories(int number) {
        return IntStream.range(0, number).mapToObj(this::memory).toList();
    }

    private Memory memory(int number) {
        Memories made = Memories.of(Memories.TENANT, Kind.EPISODIC, oneOf(ACTORS),
                "%s %s %d".formatted(oneOf(WORDS), oneOf(WORDS), number));
        made = random.nextBoolean() ? made.entities(oneOf(ACTORS), "host:a") : made;
        made = random.nextBoolean() ? made.categories(oneOf(WORDS), oneOf(WORDS)) : made;
        for (String name : NAMES) {
            made = random.nextBoolean()
                    ? made.attribute(Content.LABEL + name, random.nextBoolean() ? oneOf(WORDS) : oneOf(VALUES))
                    : made;
        }
        made = random.nextBoolean() ? made.until(Memories.NOON.plusSeconds(random.nextInt(3))) : made;
        return made.marking(oneOf(List.of(Tlp.values()))).memory();
    }

    /** One condition, up to four deep. */
    Condition condition() {
        return condition(DEPTH);
    }

    private Condition condition(int depth) {
        int sort = random.nextInt(depth == 0 ? 8 : 14);
        return switch (sort) {
            case 0 -> new Condition.Owned(Set.of(Subject.parse(oneOf(ACTORS)), Subject.parse("user:nobody")));
            case 1 -> new Condition.OwnedBySome(oneOf(List.of("user", "agent", "app", "run", "none")));
            case 2 -> new Condition.InCategory(Set.of(oneOf(WORDS)), random.nextBoolean());
            case 3 -> random.nextInt(4) == 0 ? new Condition.InSomeCategory() : named();
            case 4 -> timed();
            case 5 -> new Condition.Marked(oneOf(List.of(Tlp.values())), oneOf(List.of(Pap.values())));
            case 6 -> new Saying(oneOf(WORDS), random.nextBoolean(), random.nextInt(5) == 0);
            case 7 -> new Labelled(oneOf(NAMES), labelTest());
            case 8, 9 -> new Condition.Not(condition(depth - 1));
            case 10, 11 -> new Condition.All(parts(depth));
            default -> new Condition.Any(parts(depth));
        };
    }

    private List<Condition> parts(int depth) {
        return IntStream.range(0, random.nextInt(4)).mapToObj(_ -> condition(depth - 1)).toList();
    }

    private Condition named() {
        return new Condition.Named(Set.of(MemoryId.parse("00000000-0000-0000-0000-00000000000" + random.nextInt(10))));
    }

    private Condition timed() {
        Instant from = random.nextBoolean() ? time() : null;
        Instant to = random.nextBoolean() ? time() : null;
        return new Condition.Timed(oneOf(List.of(Condition.Time.values())), from, to);
    }

    private LabelTest labelTest() {
        return switch (random.nextInt(4)) {
            case 0 -> new LabelTest.Present();
            case 1 -> new LabelTest.Is(value());
            case 2 -> new LabelTest.Holds(oneOf(WORDS), random.nextBoolean());
            default -> between();
        };
    }

    /** Bounds are of one sort, and one at least is there. */
    private LabelTest between() {
        boolean texts = random.nextBoolean();
        Value from = texts ? new Value.Text(oneOf(WORDS)) : number();
        Value to = texts ? new Value.Text(oneOf(WORDS)) : number();
        int open = random.nextInt(3);
        return new LabelTest.Between(open == 1 ? null : from, random.nextBoolean(), open == 2 ? null : to,
                random.nextBoolean());
    }

    private Value value() {
        return switch (random.nextInt(3)) {
            case 0 -> new Value.Text(oneOf(WORDS));
            case 1 -> number();
            default -> new Value.Other(oneOf(List.of("true", "false", "null", "{\"a\":1}")));
        };
    }

    private Value number() {
        return new Value.Numeric(oneOf(List.of(-1.0, 0.0, -0.0, 1.0, 1.5, 1e300)));
    }

    private Instant time() {
        return Memories.NOON.plusSeconds(random.nextInt(-2, 3));
    }

    private <T> T oneOf(List<T> stock) {
        return stock.get(random.nextInt(stock.size()));
    }
}
