package dev.palimpsest.memory.likeness;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What a sentence is made of, as far as another must have the same to say the same. Deterministic; linear in the text.
 *
 * @param identifiers addresses, names of hosts and files, ids: in order, as who did what to whom hangs on it
 * @param numbers     in order, in digits
 * @param names       words written as names, in lower case
 * @param stances     labels of {@link Stances}
 * @param words       all other words that carry meaning, in order, without their usual endings
 */
record Wording(List<String> identifiers, List<String> numbers, Set<String> names, List<String> stances,
        List<String> words) {

    private static final Pattern TOKEN = Pattern.compile("\\p{IsHan}+|[?]|[.!;。!;]+(?=\\s|$)"
            + "|(?:(?!\\p{IsHan})[\\p{L}\\p{N}])(?:(?!\\p{IsHan})[\\p{L}\\p{M}\\p{N}._:/\\\\@'’%$-])*");
    private static final Pattern ENDING = Pattern.compile("(?:'s|’s|[.:,'’/-])+$");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,:]\\d+)*%?");
    private static final Pattern CHINESE_NUMBER = Pattern.compile("[零一二两三四五六七八九十百千万]+");
    private static final Pattern NO_NUMBER = Pattern
            .compile("一直|一些|统一|一般|一样|一起|唯一|之一|同一|万一|一旦|一定|一律|进一步|第三方|十分|一致|(?:周|星期)[一二三四五六]");
    private static final Set<String> BY = Set.of("by", "被", "由");
    private static final String FUNCTION_SIGNS = "的了把将被由是在就来给向对与和也已要有";
    private static final String DIGITS = "零一二三四五六七八九";
    private static final Map<String, String> NUMBER_WORDS = Map.ofEntries(Map.entry("one", "1"), Map.entry("two", "2"),
            Map.entry("three", "3"), Map.entry("four", "4"), Map.entry("five", "5"), Map.entry("six", "6"),
            Map.entry("seven", "7"), Map.entry("eight", "8"), Map.entry("nine", "9"), Map.entry("ten", "10"),
            Map.entry("eleven", "11"), Map.entry("twelve", "12"), Map.entry("fifteen", "15"),
            Map.entry("twenty", "20"), Map.entry("thirty", "30"), Map.entry("sixty", "60"),
            Map.entry("ninety", "90"), Map.entry("hundred", "100"), Map.entry("thousand", "1000"),
            Map.entry("twice", "2"), Map.entry("once", "1"), Map.entry("double", "2"), Map.entry("triple", "3"));
    private static final Set<String> SMALL = Set
            .of(("a an the this that these those is are was were be been being am do does did"
                    + " of to for from in on at with as and or it its i you your my me our we us which who whom there here so"
                    + " his her their theirs them they has have had just also too please really very then than into onto over")
                    .split(" "));

    static Wording of(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
        boolean chinese = plain.codePoints().anyMatch(Wording::isHan);
        List<String> identifiers = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        List<String> stances = new ArrayList<>();
        List<String> words = new ArrayList<>();
        List<String> latin = new ArrayList<>();
        boolean begins = true;
        Matcher tokens = TOKEN.matcher(plain);
        while (tokens.find()) {
            String token = tokens.group();
            if (isHan(token.codePointAt(0))) {
                numbersIn(token, numbers);
                Stances.ofChinese(token, stances);
                words.add(token);
            } else if (token.equals("?")) {
                stances.add("question");
                begins = true;
            } else if (!Character.isLetterOrDigit(token.charAt(0))) {
                begins = true;
            } else {
                boolean ends = token.endsWith(".");
                String word = ENDING.matcher(token).replaceAll("");
                latin(word, chinese, begins, identifiers, numbers, names, latin);
                begins = ends;
            }
        }
        Stances.ofWords(latin, stances);
        latin.stream().filter(word -> !SMALL.contains(word)).map(Wording::stem).forEach(words::add);
        return new Wording(identifiers, numbers, names, sorted(stances), words);
    }

    private static void latin(String word, boolean chinese, boolean begins, List<String> identifiers,
            List<String> numbers, Set<String> names, List<String> words) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (NUMBER.matcher(word).matches()) {
            (word.chars().filter(sign -> sign == '.').count() > 1 ? identifiers : numbers).add(word);
        } else if (NUMBER_WORDS.containsKey(lower)) {
            numbers.add(NUMBER_WORDS.getOrDefault(lower, ""));
        } else if (word.chars().anyMatch(Character::isDigit)
                || word.matches(".*[\\p{L}\\p{N}][._:/\\\\@][\\p{L}\\p{N}].*")) {
            identifiers.add(lower);
        } else {
            boolean capital = Character.isUpperCase(word.charAt(0));
            boolean acronym = word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
            if (chinese || acronym || (capital && !begins && word.length() > 1)) {
                names.add(lower);
            }
            words.add(lower);
        }
    }

    /** Whether nothing in the two forbids that they say the same. */
    boolean mayBeSameAs(Wording other) {
        return identifiers.equals(other.identifiers) && numbers.equals(other.numbers)
                && stances.equals(other.stances) && other.knows(names) && knows(other.names)
                && !isOneWordFrom(other) && !isSwappedIn(other);
    }

    private boolean knows(Set<String> others) {
        Set<String> known = new HashSet<>(names);
        words.forEach(known::add);
        return others.stream().allMatch(name -> known.contains(name) || known.contains(stem(name)));
    }

    /** One word exchanged for another, or put in, makes another statement of the same shape, which models hardly notice. */
    private boolean isOneWordFrom(Wording other) {
        List<String> mine = units();
        List<String> theirs = other.units();
        int common = 0;
        int shorter = Math.min(mine.size(), theirs.size());
        while (common < shorter && mine.get(common).equals(theirs.get(common))) {
            common++;
        }
        int tail = 0;
        while (tail < shorter - common
                && mine.get(mine.size() - 1 - tail).equals(theirs.get(theirs.size() - 1 - tail))) {
            tail++;
        }
        int left = mine.size() - common - tail;
        int right = theirs.size() - common - tail;
        int max = Math.max(left, right);
        int min = Math.min(left, right);
        return max > 0 && (min == 0 || max <= (isChinese() || other.isChinese() ? 3 : 1)) && common + tail > 0;
    }

    /**
     * Who does it and to whom it is done hangs on the order of what both name. A clause that moved to the front keeps the order
     * around; what a passive turns around has its doer behind "by".
     */
    private boolean isSwappedIn(Wording other) {
        List<String> mine = shared(other);
        List<String> theirs = other.shared(this);
        if (mine.size() < 2 && theirs.size() < 2) {
            return false;
        }
        if (isPassive() == other.isPassive()) {
            return !isRotated(mine, theirs);
        }
        List<String> turned = isPassive() ? units() : other.units();
        String doer = isPassive() ? theirs.getFirst() : mine.getFirst();
        int by = IntStream.range(0, turned.size()).filter(i -> BY.contains(turned.get(i))).findFirst().orElse(0);
        return by + 1 >= turned.size() || !turned.get(by + 1).equals(doer);
    }

    private boolean isChinese() {
        return words.stream().anyMatch(word -> isHan(word.codePointAt(0)));
    }

    private boolean isPassive() {
        return units().stream().anyMatch(BY::contains);
    }

    private List<String> shared(Wording other) {
        List<String> theirs = other.units();
        return units().stream().filter(unit -> theirs.contains(unit) && !BY.contains(unit)
                && FUNCTION_SIGNS.indexOf(unit) < 0).toList();
    }

    private static boolean isRotated(List<String> one, List<String> other) {
        List<String> twice = new ArrayList<>(one);
        twice.addAll(one);
        return one.size() == other.size() && Collections.indexOfSubList(twice, other) >= 0;
    }

    /** Chinese text by signs, all else by words. */
    private List<String> units() {
        List<String> units = new ArrayList<>();
        for (String word : words) {
            if (isHan(word.codePointAt(0))) {
                word.codePoints().forEach(sign -> units.add(Character.toString(sign)));
            } else {
                units.add(word);
            }
        }
        return units;
    }

    private static void numbersIn(String chinese, List<String> numbers) {
        Matcher found = CHINESE_NUMBER.matcher(NO_NUMBER.matcher(chinese).replaceAll(" "));
        while (found.find()) {
            numbers.add(Long.toString(number(found.group())));
        }
    }

    private static long number(String signs) {
        long whole = 0;
        long part = 0;
        long digit = 0;
        for (char sign : signs.replace('两', '二').toCharArray()) {
            int known = DIGITS.indexOf(sign);
            if (known >= 0) {
                digit = known;
                continue;
            }
            long unit = switch (sign) {
                case '十' -> 10;
                case '百' -> 100;
                case '千' -> 1_000;
                default -> 10_000;
            };
            part = unit == 10_000 ? 0 : part + Math.max(1, digit) * unit;
            whole = unit == 10_000 ? (whole + part + digit) * unit : whole;
            digit = 0;
        }
        return whole + part + digit;
    }

    /** Without the endings of number and tense, roughly: both words lose the same. */
    private static String stem(String word) {
        String cut = word.length() > 5 && word.endsWith("ing") ? word.substring(0, word.length() - 3) : word;
        cut = cut.length() > 4 && cut.endsWith("ed") ? cut.substring(0, cut.length() - 2) : cut;
        cut = cut.length() > 3 && cut.endsWith("s") && !cut.endsWith("ss") ? cut.substring(0, cut.length() - 1) : cut;
        return cut.length() > 3 && cut.endsWith("e") ? cut.substring(0, cut.length() - 1) : cut;
    }

    private static List<String> sorted(Collection<String> stances) {
        List<String> counted = stances.stream().filter(Stances.COUNTED::contains).sorted().toList();
        List<String> all = new ArrayList<>(counted);
        stances.stream().filter(label -> !Stances.COUNTED.contains(label)).distinct().sorted().forEach(all::add);
        return all;
    }

    private static boolean isHan(int point) {
        return Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN;
    }
}
