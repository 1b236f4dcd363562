package dev.palimpsest.processor.extract.conversation;

import com.google.re2j.Pattern;
import java.util.List;

/** Tells pasted data from prose, line by line. In doubt it is data: what a person means is then still in the episode. */
final class LogShape {

    private static final List<Pattern> DATA = List.of(
            // quoted lines, indented code, tables, diffs
            Pattern.compile("^\\s*[>＞|]"), Pattern.compile("^(?:\\t| {4,})\\S"),
            Pattern.compile("^(?:\\+\\+\\+|---|@@|[+-][A-Za-z$_{(<])"),
            // a time stamp at the beginning, after a priority or in brackets
            Pattern.compile(
                    "^\\s*(?:<[0-9]{1,3}>[0-9]? ?)?[\\[(]?(?:[0-9]{4}[-/.][0-9]{2}[-/.][0-9]{2}|[0-9]{1,2}[/ -](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[/ -][0-9]{2,4}|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}[0-9]{1,2} [0-9]{2}:|[0-9]{2}:[0-9]{2}:[0-9]{2}|[0-9]{10,}(?:[. ,]|$))"),
            Pattern.compile("^<[0-9]{1,3}>"),
            Pattern.compile(
                    "^\\s*\\[?(?:INFO|WARN|WARNING|ERROR|DEBUG|TRACE|FATAL|CRITICAL|NOTICE|ALERT|AUDIT)\\]?[ :|\\]\\[-]"),
            Pattern.compile("(?:^|\\s)(?:CEF|LEEF):[0-9]"),
            // fields: key=value, "key": value, key="value"
            Pattern.compile("(?:\\b[A-Za-z_][\\w.\\-]*=\\S+[\\s,;]+){2}.*\\b[A-Za-z_][\\w.\\-]*="),
            Pattern.compile("\"[\\w@.\\-]+\"\\s*:"),
            Pattern.compile("^\\s*[A-Za-z_][\\w.\\-]*=(?:\"|\\S+\\s*$|\\S+ [\\w.\\-]+=)"),
            Pattern.compile("\\b\\w+=\"[^\"]*\"\\s+\\w+="),
            // columns
            Pattern.compile("^[^\\t]*\\t[^\\t]*\\t"), Pattern.compile("^(?:[^,，。\\s]+,){4}"),
            Pattern.compile("^[^|]*\\|[^|]*\\|[^|]*\\|"),
            // prompts, requests, stack traces, markup
            Pattern.compile("^\\s*(?:[$%#] \\S|PS [A-Z]:\\\\|[A-Z]:\\\\|[\\w.-]+@[\\w.-]+:[~/]|>>> )"),
            Pattern.compile("^\\s*(?:GET|POST|PUT|HEAD|DELETE|OPTIONS|CONNECT) \\S+ HTTP/"),
            Pattern.compile("^\\s*HTTP/[0-9]"),
            Pattern.compile("^\\s*at [\\w$.]+\\("), Pattern.compile("^\\s*</?[A-Za-z!?][^>]*>"), Pattern.compile(
                    "^\\s*(?:EventID|Event ID|EventCode|LogName|Log Name|TargetUserName|CommandLine|Image|ProcessId|User-Agent)\\s*[:=]"));

    /** A line is looked at this far; what is longer is data in any case. */
    private static final int LINE_LENGTH_MAX = 4_000;

    private static final int DEPTH_MAX = 1_000;

    private LogShape() {}

    static boolean isData(String line) {
        return line.length() > LINE_LENGTH_MAX || DATA.stream().anyMatch(shape -> shape.matcher(line).find());
    }

    /**
     * How deep in braces the text is after a line, plus one; 0 outside of any pasted document. A document begins with a
     * line that begins with a brace and ends with the line that closes the last one, which still belongs to it.
     */
    static int depthAfter(int depth, String line) {
        String stripped = line.strip();
        boolean begins = stripped.startsWith("{") || stripped.startsWith("[{") || stripped.equals("[");
        if (depth <= 1) {
            return begins ? balance(1, stripped) : 0;
        }
        return balance(depth, stripped);
    }

    private static int balance(int depth, String line) {
        int open = depth;
        for (int i = 0; i < line.length(); i++) {
            char sign = line.charAt(i);
            if (sign == '{' || sign == '[') {
                open = Math.min(open + 1, DEPTH_MAX);
            } else if (sign == '}' || sign == ']') {
                open = Math.max(open - 1, 1);
            }
        }
        return open;
    }
}
