package dev.palimpsest.query.brief;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the period out of a question's words, in English and Chinese: "today", "yesterday", "last 24 hours", "past three
 * days", "this week", "last week", "this month", 今天, 昨天, 最近三天, 过去24小时, 这周, 上周, 本月. Days and weeks
 * are UTC's and weeks begin on Monday. Words that only say "recent", or none, mean {@link #USUAL_DAYS}.
 */
final class TimeWords {

    /** What "recently" means. */
    static final int USUAL_DAYS = 7;

    /** Nothing older is looked at. */
    static final int DAYS_MAX = 366;

    private static final String NUMBER = "(\\d{1,4}|an?|one|two|three|four|five|six|seven|ten|twelve|couple of)";
    private static final Pattern LAST_ENGLISH = Pattern
            .compile("\\b(?:last|past|previous)\\s{1,3}(?:" + NUMBER + "\\s{1,3})?(hour|day|week|month)s?\\b");
    private static final Pattern LAST_CHINESE = Pattern.compile(
            "(?:最近|过去|近|这|前)(?:的)?\\s{0,2}(\\d{1,4}|[一二两三四五六七八九十半]{1,3}|几)\\s{0,2}个?(小时|钟头|天|日|周|星期|礼拜|月)");
    private static final Map<String, Integer> WORDS = Map.ofEntries(Map.entry("a", 1), Map.entry("an", 1),
            Map.entry("one", 1), Map.entry("two", 2), Map.entry("couple of", 2), Map.entry("three", 3),
            Map.entry("four", 4), Map.entry("five", 5), Map.entry("six", 6), Map.entry("seven", 7),
            Map.entry("ten", 10), Map.entry("twelve", 12), Map.entry("几", 3));
    private static final String DIGITS = "一二三四五六七八九";

    private final String text;
    private final Instant now;
    private final LocalDate today;

    private TimeWords(String text, Instant now) {
        this.text = text.toLowerCase(Locale.ROOT);
        this.now = now;
        this.today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** The period the text asks about, as of now. */
    static Window in(String text, Instant now) {
        return new TimeWords(text, now).window();
    }

    private Window window() {
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        if (says("yesterday", "昨天", "昨日", "昨晚")) {
            return says("today", "今天", "今日") ? since(today.minusDays(1)) : between(today.minusDays(1), today);
        }
        if (says("today", "tonight", "this morning", "今天", "今日", "今早", "今晚")) {
            return since(today);
        }
        Matcher english = LAST_ENGLISH.matcher(text);
        if (english.find() && (english.group(1) != null || !english.group(2).equals("week"))) {
            return lasting(english.group(1) == null ? "one" : english.group(1), english.group(2));
        }
        Matcher chinese = LAST_CHINESE.matcher(text);
        if (chinese.find()) {
            return lasting(chinese.group(1), chinese.group(2));
        }
        if (says("last week", "上周", "上星期", "上个星期", "上礼拜")) {
            return between(monday.minusWeeks(1), monday);
        }
        if (says("this week", "这周", "本周", "这星期", "这个星期", "本星期", "这礼拜")) {
            return since(monday);
        }
        if (says("this month", "这个月", "本月")) {
            return since(today.withDayOfMonth(1));
        }
        return lasting(Integer.toString(USUAL_DAYS), "day");
    }

    private boolean says(String... words) {
        return List.of(words).stream().anyMatch(text::contains);
    }

    private Window lasting(String number, String unit) {
        Duration one = switch (unit) {
            case "hour", "小时", "钟头" -> Duration.ofHours(1);
            case "week", "周", "星期", "礼拜" -> Duration.ofDays(7);
            case "month", "月" -> Duration.ofDays(30);
            default -> Duration.ofDays(1);
        };
        Duration length = number.equals("半") ? one.dividedBy(2) : one.multipliedBy(Math.max(1, count(number)));
        Duration max = Duration.ofDays(DAYS_MAX);
        return new Window(now.minus(length.compareTo(max) > 0 ? max : length), now, true);
    }

    private static int count(String number) {
        if (Character.isDigit(number.charAt(0))) {
            return Integer.parseInt(number);
        }
        Integer word = WORDS.get(number);
        return word != null ? word : chineseCount(number);
    }

    /** 一 to 九十九; 两 is 2. */
    private static int chineseCount(String number) {
        String digits = number.replace('两', '二');
        int ten = digits.indexOf('十');
        if (ten < 0) {
            return DIGITS.indexOf(digits.charAt(0)) + 1;
        }
        int tens = ten == 0 ? 1 : DIGITS.indexOf(digits.charAt(0)) + 1;
        int ones = ten == digits.length() - 1 ? 0 : DIGITS.indexOf(digits.charAt(ten + 1)) + 1;
        return tens * 10 + ones;
    }

    private Window since(LocalDate day) {
        return new Window(start(day), now, true);
    }

    private static Window between(LocalDate from, LocalDate to) {
        return new Window(start(from), start(to), false);
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
