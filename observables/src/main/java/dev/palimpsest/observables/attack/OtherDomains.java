package dev.palimpsest.observables.attack;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * Which ids ATT&amp;CK has given out beside Enterprise techniques and tactics: Mobile, ICS, the retired PRE-ATT&amp;CK, and the
 * mitigations of all. Numbers only, so that a report's id is told from an invented one; README.md says what they were
 * checked against.
 */
final class OtherDomains {

    /** PRE-ATT&amp;CK, the Mobile techniques of the same numbering, and later Mobile ones. */
    private static final Set<Integer> TECHNIQUES = numbers(
            "1224-1478,1481,1507-1510,1512-1513,1516-1517,1520-1521,1523,"
                    + "1532-1533,1540-1541,1544,1575-1577,1579,1581-1582,1603-1605,1616-1617,1623-1646,1655,1658,1660-1664,"
                    + "1670,1676,800-875,877-895");
    /** How many sub-techniques the Mobile techniques have that have any. */
    private static final Map<Integer, Integer> SUB_TECHNIQUES = Map.ofEntries(Map.entry(1406, 2), Map.entry(1417, 2),
            Map.entry(1418, 1), Map.entry(1422, 2), Map.entry(1430, 2), Map.entry(1437, 1), Map.entry(1474, 3),
            Map.entry(1481, 3), Map.entry(1521, 3), Map.entry(1623, 1), Map.entry(1624, 1), Map.entry(1625, 1),
            Map.entry(1626, 1),
            Map.entry(1627, 1), Map.entry(1628, 3), Map.entry(1629, 3), Map.entry(1630, 3), Map.entry(1631, 1),
            Map.entry(1632, 1), Map.entry(1633, 1), Map.entry(1634, 1), Map.entry(1635, 1), Map.entry(1636, 5),
            Map.entry(1637, 1), Map.entry(1639, 1), Map.entry(1641, 1), Map.entry(1655, 1));
    /** PRE-ATT&amp;CK (12 to 26), Mobile and ICS; 40, 42 and 43 are Enterprise's and come with its facts. */
    private static final Set<Integer> TACTICS = numbers("12-39,41,100-111");
    private static final Set<Integer> MITIGATIONS = numbers("1001-1007,1009-1022,1024-1060,800-818,913,915-922,924,"
            + "926-928,930-932,934-938,941-942,944-951,953-954");

    private OtherDomains() {}

    static boolean hasTechnique(String id) {
        int dot = id.indexOf('.');
        Integer number = number(id, 1, dot < 0 ? id.length() : dot);
        if (number == null || !id.startsWith("T") || !TECHNIQUES.contains(number)) {
            return false;
        }
        Integer sub = dot < 0 ? null : number(id, dot + 1, id.length());
        return dot < 0 || (sub != null && sub >= 1 && sub <= SUB_TECHNIQUES.getOrDefault(number, 0));
    }

    static boolean hasTactic(String id) {
        Integer number = number(id, 2, id.length());
        return id.startsWith("TA") && number != null && TACTICS.contains(number);
    }

    static boolean hasMitigation(String id) {
        Integer number = number(id, 1, id.length());
        return id.startsWith("M") && number != null && MITIGATIONS.contains(number);
    }

    private static @Nullable Integer number(String id, int from, int to) {
        boolean digits = to > from && to - from <= 4 && id.chars().skip(from).limit(to - from)
                .allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.valueOf(id.substring(from, to)) : null;
    }

    private static Set<Integer> numbers(String ranges) {
        Set<Integer> numbers = new TreeSet<>();
        for (String range : ranges.split(",", -1)) {
            String[] ends = range.split("-", -1);
            for (int n = Integer.parseInt(ends[0]); n <= Integer.parseInt(ends[ends.length - 1]); n++) {
                numbers.add(n);
            }
        }
        return numbers;
    }
}
